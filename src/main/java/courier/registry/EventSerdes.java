package courier.registry;

import courier.config.Settings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Serdes of the public topics by the class name in the configuration: this package's own, or a site's choice. */
public final class EventSerdes {
    private static final String KEY = "registry.serde";

    private EventSerdes() {}

    /**
     * Makes and configures a serde for values. Each call makes a new one; the caller closes it.
     *
     * @throws ConfigException if the class cannot be found, made or configured; the message says what to change
     */
    public static <T extends SpecificRecord> Serde<T> create(Settings.Registry registry) {
        Object made = make(registry.serde());
        if (!(made instanceof Serde<?> serde)) {
            throw wrong(registry.serde(), "is no " + Serde.class.getName() + ". Name a serde.", null);
        }
        try {
            serde.configure(registry.properties(), false);
        } catch (ConfigException e) {
            throw wrong(registry.serde(), "refuses registry.properties: " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            String name = e.getClass().getSimpleName();
            throw wrong(registry.serde(), "fails to configure itself (" + name + "). Check registry.properties.", e);
        }
        @SuppressWarnings("unchecked") // what it makes of a type is not visible in a class name: warmUp checks it
        Serde<T> typed = (Serde<T>) serde;
        return typed;
    }

    /**
     * Resolves the schema id of an event type before the start, by writing a small sample with the very serde that will
     * write the events, and checks that the serde reads it back as that type. The sample goes nowhere.
     *
     * @throws KafkaException whatever the serde throws; ask {@link RegistryFailures#isUnavailable} whether to try again
     * @throws ConfigException if the serde reads another type, as one for generic records does
     */
    public static <T extends SpecificRecord> void warmUp(Serde<T> serde, String topic, Class<T> type) {
        byte[] bytes = serde.serializer().serialize(topic, Samples.of(type));
        Object read = serde.deserializer().deserialize(topic, bytes);
        if (!type.isInstance(read)) {
            String other = read == null ? "null" : read.getClass().getName();
            throw wrong(
                    serde.getClass().getName(),
                    "reads " + other + " where it wrote " + type.getName()
                            + ". Configure it for generated classes (specific.avro.reader=true).",
                    null);
        }
    }

    private static Object make(String className) {
        try {
            return load(className).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw wrong(className, "is not on the class path. Correct the name, or add its jar.", e);
        } catch (NoSuchMethodException e) {
            throw wrong(className, "has no public constructor without arguments. Name a serde that has one.", e);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String name = cause.getClass().getSimpleName();
            throw wrong(className, "cannot be made (" + name + "). Check that all its jars are there.", e);
        }
    }

    private static Class<?> load(String className) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(className, true, context == null ? EventSerdes.class.getClassLoader() : context);
    }

    private static ConfigException wrong(String className, String why, @Nullable Throwable cause) {
        ConfigException exception = new ConfigException(KEY + ": " + className + " " + why);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
