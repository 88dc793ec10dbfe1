package courier.config;

import courier.config.Loading.Invalid;
import courier.config.Loading.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the settings from their {@link Sources} and checks them against every rule. */
public final class SettingsLoader {

    /** What the settings are wanted for. */
    public enum Purpose {
        /** Making calls: the API key must be there. */
        CALLS,
        /** Looking after topics and records: no API key is asked for, none is read. */
        TOPICS
    }

    private SettingsLoader() {}

    /** Reads and checks all but what only {@link OverrideCheck} knows. */
    public static Loading load(Sources sources, Purpose purpose) {
        return load(sources, purpose, OverrideCheck.LATER);
    }

    /** Reads and checks; never throws for what somebody wrote. */
    public static Loading load(Sources sources, Purpose purpose, OverrideCheck overrides) {
        Reading in = new Reading(Layers.of(sources));
        Settings.Kafka kafka = kafka(in);
        Settings settings = new Settings(
                kafka,
                topics(in, kafka.applicationId()),
                new Settings.Registry(in.get(Keys.SERDE), in.get(Keys.REGISTRY_PROPERTIES)),
                kombo(in, purpose),
                attachments(in),
                new Settings.Limits(in.get(Keys.SLOTS_PER_WORKER), in.get(Keys.ATTACHMENT_BYTES), in.get(Keys.AHEAD)),
                retry(in),
                new Settings.Hold(
                        in.get(Keys.PROBE_INTERVAL),
                        in.get(Keys.HOLD_LIMIT),
                        in.get(Keys.FAILURES_IN_ROW),
                        in.get(Keys.DEAD_LETTER_BUDGET),
                        in.get(Keys.DEAD_LETTER_WINDOW)),
                new Settings.Ledger(in.get(Keys.START_BY), in.get(Keys.OUTCOME_DELIVERY), in.get(Keys.MEMORY)),
                new Settings.Replay(in.get(Keys.GENERATIONS_MAX)),
                new Settings.Verdicts(in.get(Keys.OVERRIDES, overrides)),
                operations(in),
                tracing(in),
                integrations(in));
        CrossChecks.check(settings, in);
        return in.problems().isEmpty() ? new Loaded(settings) : new Invalid(in.problems());
    }

    private static Settings.Kafka kafka(Reading in) {
        return new Settings.Kafka(
                in.get(Keys.BOOTSTRAP_SERVERS),
                in.get(Keys.APPLICATION_ID),
                in.get(Keys.STATE_DIR),
                in.get(Keys.STREAM_THREADS),
                in.get(Keys.KAFKA_PROPERTIES));
    }

    private static Settings.Topics topics(Reading in, String applicationId) {
        return new Settings.Topics(
                in.get(Keys.INTENTS),
                in.get(Keys.SUCCESSES),
                in.get(Keys.WARNINGS),
                in.get(Keys.DEAD_LETTERS),
                in.get(Keys.OPERATIONS),
                in.find(Keys.OUTCOMES).orElseGet(() -> applicationId + "-outcomes"),
                in.get(Keys.PARTITIONS),
                in.get(Keys.REPLICATION_FACTOR),
                in.get(Keys.CREATE));
    }

    private static Settings.Kombo kombo(Reading in, Purpose purpose) {
        return new Settings.Kombo(
                in.get(Keys.BASE_URL),
                switch (purpose) {
                    case CALLS -> apiKey(in);
                    case TOPICS -> Secret.NOT_LOADED;
                },
                in.get(Keys.CONNECT_TIMEOUT),
                in.get(Keys.REQUEST_TIMEOUT));
    }

    private static Secret apiKey(Reading in) {
        if (in.isWritten(Keys.API_KEY) && in.isWritten(Keys.API_KEY_FILE)) {
            in.fail(
                    Keys.API_KEY_FILE,
                    "is set beside kombo.api-key",
                    "set one of the two; an empty value in a stronger source unsets the other");
        } else if (!in.isWritten(Keys.API_KEY) && !in.isWritten(Keys.API_KEY_FILE)) {
            in.fail(
                    Keys.API_KEY,
                    "is missing",
                    "set " + Keys.API_KEY.variable() + ", or " + Keys.API_KEY_FILE.name() + " to a file that holds it");
        }
        Optional<Secret> fromFile = in.find(Keys.API_KEY_FILE).flatMap(file -> apiKeyIn(file, in));
        return in.find(Keys.API_KEY).or(() -> fromFile).orElse(Secret.NOT_LOADED);
    }

    private static Optional<Secret> apiKeyIn(Path file, Reading in) {
        try {
            Optional<Secret> secret = Keys.API_KEY.type().parse(Files.readString(file));
            if (secret.isEmpty()) {
                in.fail(
                        Keys.API_KEY_FILE,
                        "must name a file that holds " + Keys.API_KEY.type().rule(),
                        Keys.API_KEY.type().fix());
            }
            return secret;
        } catch (IOException e) {
            in.fail(
                    Keys.API_KEY_FILE,
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + ")",
                    "name a file of UTF-8 text that this user may read");
            return Optional.empty();
        }
    }

    private static Settings.Attachments attachments(Reading in) {
        return new Settings.Attachments(
                in.get(AttachmentKeys.FILE_ROOTS),
                in.get(AttachmentKeys.INLINE_MAX),
                in.get(AttachmentKeys.FILE_MAX),
                in.get(AttachmentKeys.TOTAL_MAX),
                in.get(AttachmentKeys.READ_TIMEOUT),
                in.get(AttachmentKeys.URL_VALIDITY),
                new Settings.S3(
                        in.get(AttachmentKeys.S3_BUCKETS),
                        in.find(AttachmentKeys.S3_ENDPOINT).orElse(null),
                        in.find(AttachmentKeys.S3_REGION).orElse(null),
                        in.get(AttachmentKeys.S3_PATH_STYLE)),
                new Settings.Https(in.get(AttachmentKeys.HTTPS_HOSTS), in.get(AttachmentKeys.HTTPS_PRIVATE)),
                new Settings.Preflight(in.get(AttachmentKeys.PREFLIGHT), in.get(AttachmentKeys.PREFLIGHT_REFRESH)));
    }

    private static Settings.Operations operations(Reading in) {
        return new Settings.Operations(
                in.get(OperationKeys.HTTP),
                in.get(OperationKeys.HOST),
                in.get(OperationKeys.PORT),
                in.find(OperationKeys.ADVERTISED_HOST).orElse(null),
                in.get(OperationKeys.INTEGRATIONS_MAX),
                in.get(OperationKeys.PER_TASK),
                in.get(OperationKeys.WEDGE_AFTER),
                in.get(OperationKeys.RELOAD_INTERVAL));
    }

    private static TracingSettings tracing(Reading in) {
        return new TracingSettings(
                in.find(TracingKeys.ENDPOINT).orElse(null),
                in.get(TracingKeys.SAMPLING_RATIO),
                in.get(TracingKeys.TIMEOUT),
                in.get(TracingKeys.QUEUE_MAX));
    }

    private static Settings.Integrations integrations(Reading in) {
        Map<String, Settings.Integration> named = new HashMap<>();
        for (String id : in.integrations()) {
            named.put(
                    id,
                    new Settings.Integration(
                            in.get(AttachmentKeys.MODE, id),
                            in.get(AttachmentKeys.MISSING, id),
                            in.get(Keys.SLOTS_PER_INTEGRATION, id),
                            in.get(Keys.SLOTS_MAX, id),
                            new Settings.Doubt(
                                    in.get(DoubtKeys.POLICY, id),
                                    in.get(DoubtKeys.ATTEMPTS, id),
                                    in.get(DoubtKeys.FIRST_DELAY, id),
                                    in.get(DoubtKeys.CLOCK_SKEW, id))));
        }
        return new Settings.Integrations(
                new Settings.Integration(
                        in.get(AttachmentKeys.MODE),
                        in.get(AttachmentKeys.MISSING),
                        in.get(Keys.SLOTS_PER_INTEGRATION),
                        in.get(Keys.SLOTS_MAX),
                        new Settings.Doubt(
                                in.get(DoubtKeys.POLICY),
                                in.get(DoubtKeys.ATTEMPTS),
                                in.get(DoubtKeys.FIRST_DELAY),
                                in.get(DoubtKeys.CLOCK_SKEW))),
                named);
    }

    private static Settings.Retry retry(Reading in) {
        return new Settings.Retry(
                in.get(Keys.INITIAL_DELAY), in.get(Keys.MAX_DELAY), in.get(Keys.MAX_ATTEMPTS), in.get(Keys.MAX_AGE));
    }
}
