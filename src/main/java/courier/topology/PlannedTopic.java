package courier.topology;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it should be, under the settings of one worker.
 *
 * @param partitions how many it is created with; empty for the broker's default
 * @param fixed whether another number is an error
 * @param sizeStep its place in the chain of growing sizes, if it has one
 * @param settings Kafka's topic settings by name, in order
 */
public record PlannedTopic(
        TopicRole role,
        String name,
        Owner owner,
        OptionalInt partitions,
        boolean fixed,
        OptionalInt sizeStep,
        Map<String, Setting> settings) {

    static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    public PlannedTopic {
        settings = Map.copyOf(settings);
    }

    /** Who creates the topic. */
    public enum Owner {
        @JsonProperty("courier")
        COURIER,
        @JsonProperty("streams")
        STREAMS
    }

    /** How an existing topic's value may stand to the planned one. */
    public enum Must {
        @JsonProperty("equal")
        EQUAL,
        @JsonProperty("at-least")
        AT_LEAST,
        @JsonProperty("at-most")
        AT_MOST
    }

    /**
     * One setting of a topic.
     *
     * @param must null where an operator may choose another value
     */
    public record Setting(String value, @Nullable Must must) {}

    /** The largest record, in bytes. */
    public long maxMessageBytes() {
        Setting setting = settings.get(MAX_MESSAGE_BYTES);
        if (setting == null) {
            throw new IllegalStateException("topology/topics.yaml: " + role.text() + " has no " + MAX_MESSAGE_BYTES);
        }
        return Long.parseLong(setting.value());
    }

    /** The settings that it is created with. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        settings.forEach((name, setting) -> values.put(name, setting.value()));
        return values;
    }
}
