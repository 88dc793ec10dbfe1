package courier.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Replay replay,
        Verdicts verdicts,
        Operations operations,
        TracingSettings tracing,
        Integrations integrations) {
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
     * @param operations what operators should know of holds
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
            String operations,
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
     * @param readTimeout longest wait for a store to connect, to answer, and to send on
     * @param urlValidity how long pre-signed addresses are valid
     */
    public record Attachments(
            List<Path> fileRoots,
            long inlineMaxBytes,
            long fileMaxBytes,
            long totalMaxBytes,
            Duration readTimeout,
            Duration urlValidity,
            S3 s3,
            Https https,
            Preflight preflight) {
        public Attachments {
            fileRoots = List.copyOf(fileRoots);
        }
    }

    /**
     * The store of {@code s3://} references.
     *
     * @param buckets those that references may point to; {@code *} for any
     * @param endpoint null for AWS
     * @param region null for what AWS's default chain finds
     * @param pathStyle whether the bucket goes into the path rather than the host name
     */
    public record S3(
            List<String> buckets,
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle) {
        public S3 {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * The hosts of {@code https://} references.
     *
     * @param hosts those that references may point to, each exact or {@code *.} and a domain
     * @param privateAddresses whether they may resolve to private, loopback or link-local addresses
     */
    public record Https(List<String> hosts, boolean privateAddresses) {
        public Https {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * Keeping an integration's own limits for attachments.
     *
     * @param enabled whether they are asked for
     * @param refresh how long they are remembered
     */
    public record Preflight(boolean enabled, Duration refresh) {}

    /**
     * What a worker may have in flight.
     *
     * @param slotsPerWorker calls at a time
     * @param attachmentBytes decoded attachment bytes of these calls together
     * @param ahead intents of an integration that may be dispatched beyond its slots
     */
    public record Limits(int slotsPerWorker, long attachmentBytes, int ahead) {}

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
     * @param deadLetterBudget refusals with one code, less the successes, that begin a hold; 0 for no such hold
     * @param deadLetterWindow time within which they are counted
     */
    public record Hold(
            Duration probeInterval,
            Duration limit,
            int failuresInRow,
            int deadLetterBudget,
            Duration deadLetterWindow) {}

    /**
     * The delivery protocol's times.
     *
     * @param startBy longest time between a marker and its call's start
     * @param outcomeDelivery longest time to get an outcome acknowledged by the broker
     * @param memory how long settled identities are remembered
     */
    public record Ledger(Duration startBy, Duration outcomeDelivery, Duration memory) {}

    /** Bringing dead letters back, up to this generation. */
    public record Replay(int generationsMax) {}

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

    /**
     * What can be seen of a worker.
     *
     * @param http whether there are pages at all
     * @param host the address that they are bound to
     * @param port 0 for any that is free
     * @param advertisedHost by what other workers reach them; null for the address that they are bound to
     * @param integrationsMax integrations that metrics tell apart
     * @param perTask whether Kafka Streams' metrics of single tasks, stores and nodes are told
     * @param wedgeAfter how long nothing may settle before the worker is not ready
     * @param reloadInterval time between looks at the settings' file; zero for none
     */
    public record Operations(
            boolean http,
            String host,
            int port,
            @Nullable String advertisedHost,
            int integrationsMax,
            boolean perTask,
            Duration wedgeAfter,
            Duration reloadInterval) {}

    /**
     * What may differ from one integration to another.
     *
     * @param standard for all that are not named
     * @param named by integration id
     */
    public record Integrations(Integration standard, Map<String, Integration> named) {
        public Integrations {
            named = Map.copyOf(named);
        }

        /** What holds for an integration. */
        public Integration of(String integrationId) {
            return named.getOrDefault(integrationId, standard);
        }
    }

    /**
     * What holds for an integration.
     *
     * @param slots calls at a time, as long as Kombo tells no other limit
     * @param slotsMax calls at a time, whatever Kombo tells
     */
    public record Integration(
            AttachmentMode attachmentMode, MissingAttachment missingAttachment, int slots, int slotsMax, Doubt doubt) {}

    /**
     * What is done about an intent of unknown outcome.
     *
     * @param attempts how often Kombo is asked for the application
     * @param firstDelay time until it is asked first; later ones double
     * @param clockSkew how much earlier than the call the application may have been created
     */
    public record Doubt(DoubtPolicy policy, int attempts, Duration firstDelay, Duration clockSkew) {

        /** From the doubt to the last time that Kombo is asked. */
        public Duration longest() {
            return firstDelay.multipliedBy((1L << attempts) - 1);
        }
    }

    /** How Kombo gets a file that an intent refers to. */
    public enum AttachmentMode {
        /** Its bytes go with the request. */
        INLINE,
        /** Kombo downloads it from a pre-signed address, where the store can make one. */
        URL,
        /** Whichever suits the file. */
        AUTO
    }

    /** What becomes of an application one of whose files is gone. */
    public enum MissingAttachment {
        /** It is dead-lettered. */
        DEAD_LETTER,
        /** It is submitted without the file, and warned of. */
        SUBMIT_WITHOUT
    }
}
