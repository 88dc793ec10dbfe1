package courier.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All settings of a worker, validated. Each part is handed to the stage that it is about. */
public record Settings(
        Kafka kafka,
        Topics topics,
        Registry registry,
        Kombo kombo,
        Attachments attachments,
        Limits limits,
        Retry retry,
        Hold hold,
        Ledger ledger,
        Verdicts verdicts) {

    /**
     * The cluster and how the worker joins it.
     *
     * @param applicationId the Streams application id: consumer group, prefix of internal topics and transactions
     * @param stateDir the state directory; must survive restarts
     * @param streamThreads threads of the stream in this worker
     * @param properties any Kafka client or Streams setting, passed through
     */
    public record Kafka(
            String bootstrapServers,
            String applicationId,
            Path stateDir,
            int streamThreads,
            Map<String, String> properties) {
        public Kafka {
            properties = Map.copyOf(properties);
        }

        /** Without the properties: they may hold credentials. */
        @Override
        public String toString() {
            return "Kafka[" + applicationId + " on " + bootstrapServers + "]";
        }
    }

    /**
     * The topics by name.
     *
     * @param outcomes the internal topic by which results come back to the ledger
     * @param partitions partitions of the ledger (P); cannot change later without a migration
     * @param replicationFactor of the topics that Courier creates; -1 for the broker's default
     * @param create whether a start creates the topics that are missing
     */
    public record Topics(
            String intents,
            String successes,
            String warnings,
            String deadLetters,
            String outcomes,
            int partitions,
            int replicationFactor,
            boolean create) {}

    /**
     * The schema registry.
     *
     * @param serde class name of the Kafka {@code Serde} for the public topics
     * @param properties its settings, in the names of Confluent's serdes ({@code schema.registry.url} and so on)
     */
    public record Registry(String serde, Map<String, String> properties) {
        public Registry {
            properties = Map.copyOf(properties);
        }

        /** Without the properties: they may hold credentials. */
        @Override
        public String toString() {
            return "Registry[" + serde + "]";
        }
    }

    /**
     * Kombo's API.
     *
     * @param baseUrl up to and including the version, for example {@code https://api.kombo.dev/v1}
     * @param connectTimeout limit for connecting, TLS included
     * @param requestTimeout hard limit of a call from its first byte sent to its last byte read
     */
    public record Kombo(URI baseUrl, Secret apiKey, Duration connectTimeout, Duration requestTimeout) {}

    /**
     * Attachments.
     *
     * @param fileRoots folders below which {@code file://} references may point
     * @param inlineMaxBytes limit of all inline bytes of an intent together
     * @param fileMaxBytes limit of one file, decoded
     * @param totalMaxBytes limit of all files of an application together, decoded
     */
    public record Attachments(List<Path> fileRoots, long inlineMaxBytes, long fileMaxBytes, long totalMaxBytes) {
        public Attachments {
            fileRoots = List.copyOf(fileRoots);
        }
    }

    /**
     * Calls in flight.
     *
     * @param slotsPerIntegration calls at a time for one integration
     * @param slotsPerWorker calls at a time in this worker
     */
    public record Limits(int slotsPerIntegration, int slotsPerWorker) {}

    /**
     * Calling again.
     *
     * @param initialDelay ceiling of the first delay
     * @param maxDelay ceiling of any delay that Courier chooses
     * @param maxAttempts attempts before the intent is dead-lettered
     * @param maxAge time since the first attempt after which the intent is dead-lettered
     */
    public record Retry(Duration initialDelay, Duration maxDelay, int maxAttempts, Duration maxAge) {}

    /**
     * Holding a broken integration.
     *
     * @param probeInterval time between probing calls
     * @param limit time after which a held integration's intents are dead-lettered
     * @param failuresInRow outages in a row that begin a hold
     */
    public record Hold(Duration probeInterval, Duration limit, int failuresInRow) {}

    /**
     * The delivery protocol's times.
     *
     * @param startBy longest time between a marker and its call's start
     * @param outcomeDelivery longest time to get an outcome acknowledged by the broker
     * @param memory how long settled identities are remembered
     */
    public record Ledger(Duration startBy, Duration outcomeDelivery, Duration memory) {}

    /**
     * What codes lead to.
     *
     * @param overrides by code, the word for what is done about it in place of the standard
     */
    public record Verdicts(Map<String, String> overrides) {
        public Verdicts {
            overrides = Map.copyOf(overrides);
        }
    }
}
