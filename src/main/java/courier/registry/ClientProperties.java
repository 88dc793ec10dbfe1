package courier.registry;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A serde's configuration by name. Like Confluent's client, it takes a client setting with or without the prefix
 * {@code schema.registry.}. Messages name the key and never the value, which may be a secret.
 */
final class ClientProperties {
    private static final String PREFIX = "schema.registry.";

    private final Map<String, ?> properties;

    ClientProperties(Map<String, ?> properties) {
        this.properties = properties;
    }

    @Nullable
    String text(String key) {
        Object value = properties.containsKey(PREFIX + key) ? properties.get(PREFIX + key) : properties.get(key);
        return asText(value);
    }

    /** Only with the prefix: without it, the key belongs to the Kafka client. */
    @Nullable
    String prefixed(String key) {
        return asText(properties.get(PREFIX + key));
    }

    String required(String key, String why) {
        String value = text(key);
        if (value == null || value.isBlank()) {
            throw new ConfigException(key + " is missing: " + why);
        }
        return value;
    }

    boolean flag(String key, boolean otherwise) {
        String value = text(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key + " must be true or false.");
        };
    }

    Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(number(key, Math.toIntExact(otherwise.toMillis()), 1));
    }

    int number(String key, int otherwise, int least) {
        String value = text(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException _) {
            // falls through to the one message for both
        }
        throw new ConfigException(key + " must be a whole number, at least " + least + ".");
    }

    private static @Nullable String asText(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Password password -> password.value();
            case Class<?> type -> type.getName();
            case Object other -> other.toString();
        };
    }
}
