package courier.topology;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.avro.IntegrationHold;
import courier.config.Settings;
import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Time;
import courier.registry.EventSerdes;
import courier.registry.RegistryFailures;
import courier.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;

/** The schemas of the public topics, made sure of before the stream begins. */
final class PublicSchemas {

    private static final FailureLog FAILURES = FailureLog.of(PublicSchemas.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Settings settings;
    private final Time time;

    PublicSchemas(Settings settings, Time time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * The serde of all public topics. Its look-ups of unknown schemas block a stream thread, which has calls to start
     * within their time: they are short unless the site says otherwise, and the records wait and are tried again.
     */
    Serde<SpecificRecord> serde() {
        Map<String, String> properties = new HashMap<>(
                Map.of("http.connect.timeout.ms", "1000", "http.read.timeout.ms", "2000", "max.retries", "0"));
        properties.putAll(settings.registry().properties());
        return EventSerdes.create(new Settings.Registry(settings.registry().serde(), properties));
    }

    /**
     * Resolves the schemas' ids, so that a registry's outage cannot stop an event later.
     *
     * @param enough whether the worker has been asked to end meanwhile
     * @return false if it has
     * @throws KafkaException if the registry refuses, or does not answer for too long
     */
    boolean resolve(Serde<SpecificRecord> serde, BooleanSupplier enough) {
        Map<Class<? extends SpecificRecord>, String> events = Map.of(
                ApplicationSuccess.class, settings.topics().successes(),
                ApplicationWarning.class, settings.topics().warnings(),
                ApplicationDeadLetter.class, settings.topics().deadLetters(),
                IntegrationHold.class, settings.topics().operations(),
                ApplicationIntent.class, settings.topics().intents());
        long deadline = time.nanos() + PATIENCE.toNanos();
        while (!enough.getAsBoolean()) {
            try {
                events.forEach((type, topic) -> warmUp(serde, topic, type));
                return true;
            } catch (KafkaException e) {
                boolean forGood = e instanceof RegistryUnavailableException refused && !refused.isPassing();
                if (forGood || !RegistryFailures.isUnavailable(e) || time.nanos() >= deadline) {
                    throw e;
                }
                FAILURES.warn(
                        "The schema registry cannot be asked; trying again",
                        Map.of(LogKey.REASON, String.valueOf(e.getMessage())),
                        Map.of());
                time.sleep(PAUSE);
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> void warmUp(Serde<?> serde, String topic, Class<T> type) {
        EventSerdes.warmUp((Serde<T>) serde, topic, type);
    }
}
