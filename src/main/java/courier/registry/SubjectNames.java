package courier.registry;

import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a schema is registered: Confluent's three strategies, by their class names, full or short. */
enum SubjectNames {
    TOPIC("TopicNameStrategy"),
    RECORD("RecordNameStrategy"),
    TOPIC_RECORD("TopicRecordNameStrategy");

    private final String strategy;

    SubjectNames(String strategy) {
        this.strategy = strategy;
    }

    static SubjectNames of(String key, String className) {
        String shortName = className.substring(className.lastIndexOf('.') + 1);
        for (SubjectNames names : values()) {
            if (names.strategy.toLowerCase(Locale.ROOT).equals(shortName.toLowerCase(Locale.ROOT))) {
                return names;
            }
        }
        throw new ConfigException(key + " is " + className
                + "; this serde knows TopicNameStrategy, RecordNameStrategy and TopicRecordNameStrategy.");
    }

    String subject(String topic, boolean isKey, Schema schema) {
        return switch (this) {
            case TOPIC -> topic + (isKey ? "-key" : "-value");
            case RECORD -> schema.getFullName();
            case TOPIC_RECORD -> topic + "-" + schema.getFullName();
        };
    }
}
