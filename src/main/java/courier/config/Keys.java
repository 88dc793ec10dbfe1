package courier.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting there is, each declared once. No key weakens the delivery protocol: what the protocol needs has a least
 * value here, or no key.
 */
final class Keys {

    private static final Map<String, String> KOMBO_ADDRESSES =
            Map.of("eu", "https://api.kombo.dev/v1", "us", "https://api.us.kombo.dev/v1");
    private static final Type<String> TOPIC = Type.matching(
            "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}",
            "a name that Kafka allows for a topic",
            "use up to 249 letters, digits, dots, hyphens and underscores");
    private static final Type<Duration> POSITIVE = Type.duration(Duration.ofMillis(1), "1ms");

    private static final Section KAFKA = Section.of("kafka", "The cluster, and how the worker joins it.");
    static final Key<String> BOOTSTRAP_SERVERS = KAFKA.key(
            "bootstrap-servers",
            Type.matching(
                    "[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*",
                    "host:port, several with commas between them",
                    "write for example broker-1:9092,broker-2:9092"),
            "localhost:9092",
            "Brokers to begin with.");
    static final Key<String> APPLICATION_ID = KAFKA.key(
            "application-id",
            Type.matching(
                    "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,200}",
                    "a name that Kafka allows as the beginning of a topic's",
                    "use up to 200 letters, digits, dots, hyphens and underscores"),
            "courier",
            "Consumer group, and prefix of the internal topics and transactions. Another id is another ledger: it"
                    + " remembers nothing of what this one has delivered.");
    static final Key<Path> STATE_DIR = KAFKA.key(
            "state-dir",
            Type.path(),
            "state",
            "Folder of the ledger's local copy, one for each worker on a machine. Give it a disk that survives"
                    + " restarts: a worker that finds it again judges its own unfinished calls at once.");
    static final Key<Integer> STREAM_THREADS = KAFKA.key(
            "stream-threads",
            Type.integer(1, 64),
            "1",
            "Threads of the stream in this worker. Calls do not run on them.");
    static final PassThrough KAFKA_PROPERTIES = KAFKA.map(
            Map.of(),
            Refusals.OF_KAFKA,
            "Any setting of Kafka's clients or of Kafka Streams, passed through by its own name (security,"
                    + " num.standby.replicas, commit.interval.ms, ...). Refused, with the reason, where it would break"
                    + " the delivery protocol. NAME-file names a file that holds the value, for secrets:"
                    + " sasl.jaas.config-file, or COURIER_KAFKA_PROPERTIES_SASL_JAAS_CONFIG_FILE.");

    private static final Section TOPICS =
            Section.of("topics", "The topics. topology/topics.yaml has their settings, with the reasons.");
    static final Key<String> INTENTS =
            TOPICS.key("intents", TOPIC, "application-intents", "Applications to deliver, as producers write them.");
    static final Key<String> SUCCESSES =
            TOPICS.key("successes", TOPIC, "application-successes", "One record for each application delivered.");
    static final Key<String> WARNINGS =
            TOPICS.key("warnings", TOPIC, "application-warnings", "What an operator should know of a success.");
    static final Key<String> DEAD_LETTERS =
            TOPICS.key("dead-letters", TOPIC, "application-dead-letters", "One record for each that was not.");
    static final Key<String> OPERATIONS = TOPICS.key(
            "operations",
            TOPIC,
            "application-operations",
            "What operators should know of holds, by integration: the newest record is the present state.");
    static final Key<String> OUTCOMES = TOPICS.unset(
            "outcomes",
            TOPIC,
            "<kafka.application-id>-outcomes",
            "Internal: by it the results of calls come back to the ledger.");
    static final Key<Integer> PARTITIONS = TOPICS.key(
            "partitions",
            Type.integer(1, 1_000),
            "12",
            "Partitions of the ledger, and so the most threads that can share it. Cannot change later without a"
                    + " migration: an integration's memory stays in the partition it began in.");
    static final Key<Integer> REPLICATION_FACTOR = TOPICS.key(
            "replication-factor",
            Type.replicas(),
            "-1",
            "Replicas of the topics that Courier creates; -1 for the broker's default.");
    static final Key<Boolean> CREATE = TOPICS.key(
            "create",
            Type.flag(),
            "true",
            "Whether a start creates missing topics. Where a worker may not, 'courier topics --create' is run by"
                    + " somebody who may.");

    private static final Section REGISTRY = Section.of("registry", "The schema registry of the public topics.");
    static final Key<String> SERDE = REGISTRY.key(
            "serde",
            Type.matching(
                    "[\\p{L}_$][\\p{L}\\p{N}_$.]*",
                    "the name of a Java class",
                    "write its full name, with the package"),
            "courier.registry.RegistryAvroSerde",
            "Class of the Kafka Serde that reads and writes the public topics.");
    static final PassThrough REGISTRY_PROPERTIES = REGISTRY.map(
            Map.of("schema.registry.url", "http://localhost:8081"),
            List.of(),
            "The serde's settings, by the names that Confluent's serdes use (schema.registry.url, basic.auth.*,"
                    + " bearer.auth.*, schema.registry.ssl.*, auto.register.schemas, ...). NAME-file names a file that"
                    + " holds the value, for secrets: basic.auth.user.info-file.");

    private static final Section KOMBO = Section.of("kombo", "Kombo's API.");
    static final Key<URI> BASE_URL = KOMBO.key(
            "base-url",
            Type.address(KOMBO_ADDRESSES),
            "eu",
            "Region (eu = https://api.kombo.dev/v1, us = https://api.us.kombo.dev/v1) or an address.");
    static final Key<Secret> API_KEY = KOMBO.unset(
            "api-key",
            Type.secret(),
            "not set: 'courier run' needs this or kombo.api-key-file",
            "The API key. Better in the environment or in a file than here; printed nowhere.");
    static final Key<Path> API_KEY_FILE = KOMBO.unset(
            "api-key-file",
            Type.path(),
            "not set",
            "File that holds the API key and nothing else, as container platforms mount secrets.");
    static final Key<Duration> CONNECT_TIMEOUT =
            KOMBO.key("connect-timeout", POSITIVE, "10s", "Longest time to connect, TLS included.");
    static final Key<Duration> REQUEST_TIMEOUT = KOMBO.key(
            "request-timeout",
            POSITIVE,
            "300s",
            "Hard limit of a call from its first byte sent to its last byte read. A call cut off by it leaves the"
                    + " outcome in doubt: Kombo's own clients wait 300s.");

    private static final Section LIMITS = Section.of("limits", "Calls in flight.");
    static final Key<Integer> SLOTS_PER_INTEGRATION = LIMITS.each(
            "slots-per-integration",
            Type.integer(1, 10_000),
            "30",
            "Calls at a time for one integration, to begin with: Kombo's answers then tell the limit, higher or lower,"
                    + " and how much of it other systems use. Kombo allows 30 by default.");
    static final Key<Integer> SLOTS_MAX = LIMITS.each(
            "slots-per-integration-max",
            Type.integer(1, 10_000),
            "10000",
            "Most calls at a time for one integration, whatever Kombo's answers allow and"
                    + " limits.slots-per-integration says: set it where a customer's ATS bears less.");
    static final Key<Integer> SLOTS_PER_WORKER =
            LIMITS.key("slots-per-worker", Type.integer(1, 10_000), "256", "Calls at a time in this worker.");
    static final Key<Long> ATTACHMENT_BYTES = LIMITS.key(
            "attachment-bytes",
            Type.size("1", "100000MB"),
            "2000MB",
            "Attachment bytes, decoded, of all calls in flight in this worker together. They are streamed, not held"
                    + " in memory: this bounds what stores and network are asked for at a time. A file whose size"
                    + " the intent does not state counts as attachments.file-max; what is larger than this bound is"
                    + " submitted alone.");
    static final Key<Integer> AHEAD = LIMITS.key(
            "ahead",
            Type.integer(0, 1_000),
            "0",
            "Intents of an integration that may be marked as dispatched beyond its slots, to hide the commit's round"
                    + " trip where calls take less than a second. Never more than can start in half of ledger.start-by"
                    + " as calls go. Each is one more in doubt after a kill.");

    private static final Section RETRY = Section.of("retry", "Calling again after a failure that may pass.");
    static final Key<Duration> INITIAL_DELAY =
            RETRY.key("initial-delay", POSITIVE, "1s", "Longest delay before the second attempt; later ones double.");
    static final Key<Duration> MAX_DELAY =
            RETRY.key("max-delay", POSITIVE, "15m", "Longest delay that Courier chooses; an answer may ask for more.");
    // Delays of up to 15m, half of that on average, make about 190 attempts in 24h: normally max-age decides.
    static final Key<Integer> MAX_ATTEMPTS = RETRY.key(
            "max-attempts",
            Type.integer(1, 10_000),
            "200",
            "Attempts after which an intent is dead-lettered. Waiting for a limit is no attempt.");
    static final Key<Duration> MAX_AGE = RETRY.key(
            "max-age", POSITIVE, "24h", "Time since its first attempt after which a failing intent is dead-lettered.");

    private static final Section HOLD = Section.of("hold", "Integrations that are broken until somebody acts.");
    static final Key<Duration> PROBE_INTERVAL = HOLD.key(
            "probe-interval", POSITIVE, "1m", "Time between the single calls that find out whether it works again.");
    static final Key<Duration> HOLD_LIMIT =
            HOLD.key("limit", POSITIVE, "72h", "Time after which the intents of a held integration are dead-lettered.");
    static final Key<Integer> FAILURES_IN_ROW =
            HOLD.key("failures-in-row", Type.integer(1, 1_000), "5", "Outages in a row that begin a hold.");
    static final Key<Integer> DEAD_LETTER_BUDGET = HOLD.key(
            "dead-letter-budget",
            Type.integer(0, 1_000_000),
            "100",
            "Dead letters of an integration, all refused by Kombo with one code that can be mended, that begin a hold. Each"
                    + " success takes one off. 0: never.");
    static final Key<Duration> DEAD_LETTER_WINDOW =
            HOLD.key("dead-letter-window", POSITIVE, "1h", "Time within which these dead letters are counted.");

    private static final Section LEDGER = Section.of("ledger", "The times of the delivery protocol.");
    static final Key<Duration> START_BY = LEDGER.key(
            "start-by",
            Type.duration(Duration.ofSeconds(1), "1s"),
            "20s",
            "Longest time between a call's durable marker and its start; a later one is given back, unsent.");
    static final Key<Duration> OUTCOME_DELIVERY = LEDGER.key(
            "outcome-delivery",
            Type.duration(Duration.ofSeconds(5), "5s"),
            "2m",
            "Longest time to get an outcome acknowledged by the brokers; past it the worker ends.");
    static final Key<Duration> MEMORY = LEDGER.key(
            "memory",
            Type.duration(Duration.ofMinutes(1), "1m"),
            "7d",
            "How long settled intents are remembered, so that a second one is recognised. At least the retention of"
                    + " the intents and dead-letter topics.");

    private static final Section REPLAY = Section.of("replay", "Bringing dead letters back.");
    static final Key<Integer> GENERATIONS_MAX = REPLAY.key(
            "generations-max",
            Type.integer(1, 1_000),
            "10",
            "How often 'courier replay' brings one intent back: what fails as often needs a correction, or a decision.");

    private static final Section VERDICTS =
            Section.of("verdicts", "What an answer of Kombo's, or a failure, leads to.");
    static final PassThrough OVERRIDES = VERDICTS.codes(
            "overrides",
            "What is done about a code in place of the standard, as 'CODE: word', for example 'ATS.JOB_CLOSED: hold'."
                    + " Words: retry, throttle, throttle-key, hold, hold-key, hold-address, reject, doubt. docs/verdicts.md"
                    + " tells what they mean and has the standard table, 'courier verdicts' prints the one in force."
                    + " Refused, with the reason, where it would claim more than is known of an application. Codes that"
                    + " Kombo has introduced since may be named too. In a file or by a system property only.");

    /** All, in the order of the reference. */
    static final List<Section> SECTIONS = List.of(
            KAFKA,
            TOPICS,
            REGISTRY,
            KOMBO,
            AttachmentKeys.SECTION,
            LIMITS,
            RETRY,
            DoubtKeys.SECTION,
            HOLD,
            LEDGER,
            REPLAY,
            VERDICTS,
            OperationKeys.HTTP_SECTION,
            OperationKeys.METRICS_SECTION,
            OperationKeys.HEALTH_SECTION,
            OperationKeys.RELOAD_SECTION,
            TracingKeys.SECTION);

    /** Below it, and an integration's id, go the keys that may differ for it. */
    static final String INTEGRATIONS = "integrations";

    private static final Map<String, Key<?>> BY_NAME = new LinkedHashMap<>();

    static {
        SECTIONS.forEach(section -> section.keys().forEach(key -> BY_NAME.put(key.name(), key)));
    }

    private Keys() {}

    static Optional<Key<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The id in the name of an integration's own value, where the name is one. */
    static Optional<String> integrationIn(String name) {
        String prefix = INTEGRATIONS + ".";
        return all().filter(Key::perIntegration)
                .filter(key -> name.startsWith(prefix) && name.endsWith("." + key.name()))
                .filter(key -> name.length() > prefix.length() + key.name().length() + 1)
                .map(key -> name.substring(
                        prefix.length(), name.length() - key.name().length() - 1))
                .findFirst();
    }

    static Stream<Key<?>> all() {
        return BY_NAME.values().stream();
    }

    static Stream<PassThrough> maps() {
        return SECTIONS.stream().flatMap(section -> section.maps().stream());
    }
}
