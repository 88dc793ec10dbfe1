package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.Sources;
import courier.topology.PlannedTopic.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The topology as it is committed: {@code topology/topology.txt} and its picture. */
final class TopologyDescriptionTest {

    private static final Path TEXT = Path.of("topology", "topology.txt");
    private static final Path PICTURE = Path.of("topology", "topology.md");
    private static final String UPDATE = "topology.update";

    private static final String CONSIDER = """
            The topology is not the one that is committed in %s. Before you update it, consider:

            - The name of a store or a repartition is part of a topic's name. A new name is a new, empty topic: what the
              ledger remembers stays behind in the old one, and applications would be delivered twice. That is a
              migration, not a change.
            - Sub-topologies are numbered in order, and the numbers name tasks and their folders in the state directory.
              With one more or one fewer, or in another order, each worker restores its state from the changelogs, and a
              rolling upgrade would run two topologies in one group: stop all workers first.
            - The number of partitions cannot change: an integration's memory stays in the partition it began in.
            - A topic that Kafka Streams is to create needs its entry in topology/topics.yaml.
            - RATIONALE.md and the picture in courier.topology.CourierTopology may have to follow.

            If all of that is settled: mvn test -Dtest=TopologyDescriptionTest -D%s=true""";

    private final String description = CourierTopology.describe();
    private final Picture picture = Picture.of(description);

    @Test
    void shouldBeTheOneThatIsCommitted() throws IOException {
        assertCommitted(TEXT, description.strip() + "\n");
    }

    @Test
    void shouldLookAsInItsPicture() throws IOException {
        assertCommitted(PICTURE, """
                # The topology

                Drawn from [topology.txt](topology.txt), which Kafka Streams describes itself by with the default settings
                (`courier topology`); a test keeps the two and the code the same. Boxes with double sides are topics,
                cylinders are state stores, each with its changelog. `topics.yaml` has the topics' settings.

                ```mermaid
                %s```
                """.formatted(picture.mermaid()));
    }

    @Test
    void shouldHaveNoNameThatKafkaStreamsMadeUp() {
        assertThat(picture.names()).hasSizeGreaterThan(15).contains(Names.LEDGER, Names.DECODE);
        assertThat(description)
                .as("a made-up name holds a number, which changes with whatever is built before it: name it in Names")
                .doesNotContain("KSTREAM-", "KTABLE-");
    }

    @Test
    void shouldPlanExactlyTheTopicsThatKafkaStreamsWillCreate() {
        Settings settings = settings();
        String prefix = settings.kafka().applicationId() + "-";
        List<String> created = Stream.concat(
                        picture.repartitions().stream(),
                        picture.stores().stream().map(store -> store + "-changelog"))
                .map(prefix::concat)
                .toList();

        assertThat(created).hasSize(6);
        assertThat(TopicPlan.load().resolve(settings).stream()
                        .filter(topic -> topic.owner() == Owner.STREAMS)
                        .map(PlannedTopic::name))
                .as("topics of topology/topics.yaml with created-by: streams")
                .containsExactlyInAnyOrderElementsOf(created);
    }

    private static void assertCommitted(Path file, String generated) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, generated);
        }
        assertThat(file).as("run with -D%s=true to make it", UPDATE).exists();
        assertThat(Files.readString(file)).as(CONSIDER, file, UPDATE).isEqualTo(generated);
    }

    private static Settings settings() {
        return switch (SettingsLoader.load(new Sources(null, Map.of(), Map.of()), SettingsLoader.Purpose.TOPICS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }
}
