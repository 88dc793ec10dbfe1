package courier.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import courier.config.Settings;
import courier.topology.PlannedTopic.Owner;
import courier.topology.PlannedTopic.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The topics as {@code topology/topics.yaml} plans them: the one place for their names, partitions and settings. */
public final class TopicPlan {

    private static final String RESOURCE = "/topology/topics.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private final Map<TopicRole, Entry> entries;

    private TopicPlan(Map<TopicRole, Entry> entries) {
        this.entries = entries;
    }

    private record Entries(Map<String, Entry> topics) {}

    private record Entry(
            String name,
            Owner createdBy,
            String partitions,
            boolean fixed,
            @Nullable Integer sizeStep,
            Map<String, Setting> settings) {}

    /** Reads the plan that is built in. */
    public static TopicPlan load() {
        try (InputStream in = TopicPlan.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return parse(in);
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " is not as TopicPlan expects it", e);
        }
    }

    private static TopicPlan parse(InputStream in) throws IOException {
        Map<String, Entry> read =
                new TreeMap<>(YAML.readValue(in, Entries.class).topics());
        Map<TopicRole, Entry> entries = new EnumMap<>(TopicRole.class);
        for (TopicRole role : TopicRole.values()) {
            Entry entry = read.remove(role.text());
            if (entry == null) {
                throw new IllegalStateException(RESOURCE + " has no entry for " + role.text());
            }
            entries.put(role, entry);
        }
        if (!read.isEmpty()) {
            throw new IllegalStateException(RESOURCE + " has entries that are no topic's role: " + read.keySet());
        }
        return new TopicPlan(entries);
    }

    /** The topic's name under these settings. */
    public String name(TopicRole role, Settings settings) {
        return planned(role, settings).name();
    }

    /**
     * What Kafka Streams is to create an internal topic with. Changelogs take it as their logging configuration; the
     * repartition topic has no such parameter and takes it as Streams settings with the prefix {@code topic.}, which
     * the changelogs' own override.
     */
    public Map<String, String> internalConfigs(TopicRole role) {
        Entry entry = entry(role);
        if (entry.createdBy() != Owner.STREAMS) {
            throw new IllegalArgumentException(role.text() + " is no topic that Kafka Streams creates");
        }
        Map<String, String> configs = new TreeMap<>();
        entry.settings().forEach((name, setting) -> configs.put(name, setting.value()));
        return configs;
    }

    /** The largest record of one topic, in bytes. */
    public long maxMessageBytes(TopicRole role) {
        Setting setting = entry(role).settings().get(PlannedTopic.MAX_MESSAGE_BYTES);
        if (setting == null) {
            throw new IllegalStateException(RESOURCE + ": " + role.text() + " has no limit of size");
        }
        return Long.parseLong(setting.value());
    }

    /** All topics under these settings. */
    public List<PlannedTopic> resolve(Settings settings) {
        return entries.keySet().stream().map(role -> planned(role, settings)).toList();
    }

    private PlannedTopic planned(TopicRole role, Settings settings) {
        Entry entry = entry(role);
        Map<String, Setting> resolved = new TreeMap<>();
        entry.settings()
                .forEach((name, setting) ->
                        resolved.put(name, new Setting(expand(setting.value(), settings), setting.must())));
        return new PlannedTopic(
                role,
                expand(entry.name(), settings),
                entry.createdBy(),
                partitions(entry, settings),
                entry.fixed(),
                entry.sizeStep() == null ? OptionalInt.empty() : OptionalInt.of(entry.sizeStep()),
                resolved);
    }

    private static OptionalInt partitions(Entry entry, Settings settings) {
        return switch (entry.partitions()) {
            case "P" -> OptionalInt.of(settings.topics().partitions());
            case "any" -> OptionalInt.empty();
            default -> OptionalInt.of(Integer.parseInt(entry.partitions()));
        };
    }

    private static String expand(String text, Settings settings) {
        String expanded = text;
        for (Map.Entry<String, String> each : Map.of(
                        "${kafka.application-id}", settings.kafka().applicationId(),
                        "${topics.intents}", settings.topics().intents(),
                        "${topics.successes}", settings.topics().successes(),
                        "${topics.warnings}", settings.topics().warnings(),
                        "${topics.dead-letters}", settings.topics().deadLetters(),
                        "${topics.outcomes}", settings.topics().outcomes(),
                        "${topics.operations}", settings.topics().operations(),
                        "${ledger.memory}",
                                Long.toString(settings.ledger().memory().toMillis()))
                .entrySet()) {
            expanded = expanded.replace(each.getKey(), each.getValue());
        }
        if (expanded.contains("${")) {
            throw new IllegalStateException(RESOURCE + " names a setting that is none: " + text);
        }
        return expanded;
    }

    private Entry entry(TopicRole role) {
        Entry entry = entries.get(role);
        if (entry == null) {
            throw new IllegalStateException(RESOURCE + " has no entry for " + role.text());
        }
        return entry;
    }
}
