package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.intent.SampleApplications;
import courier.intent.SchemaPaths;
import courier.submission.kombo.WholeWay.Stage;
import courier.testing.Generated;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Breaks the way of an application at every path of Kombo's request schema, and counts how often the check of
 * {@link RequestBodyTest} finds it. {@code docs/request-coverage.md} holds the counts. If it differs, Kombo's schema or
 * the samples have changed: look at what is new, then take it over with {@code -Dgenerated.update=true}.
 */
final class RequestCoverageTest {

    private static final Path COMMITTED = Path.of("docs", "request-coverage.md");
    private static final int ARBITRARY = 500;
    private static final int SAMPLES = 5;

    /** What the table says of a path. */
    private record Row(String path, int used, Map<Stage, Integer> noticed) {

        boolean covered() {
            return used > 0 && noticed.values().stream().allMatch(count -> count == SAMPLES);
        }

        String text() {
            StringBuilder text = new StringBuilder("| `" + path.replace("|", "\\|") + "` | " + used);
            for (Stage stage : Stage.values()) {
                Integer count = noticed.get(stage);
                text.append(" | ").append(count == null ? "-" : count + " of " + SAMPLES);
            }
            return text + " |";
        }
    }

    @Test
    void shouldNoticeEveryPathOfTheRequestSchemaThatAMapperForgets() {
        // Given
        List<ObjectNode> arbitrary = IntStream.range(0, ARBITRARY)
                .mapToObj(seed -> SampleApplications.any(new Random(seed)))
                .toList();

        // When
        List<Row> rows;
        try (WholeWay way = new WholeWay()) {
            rows = SchemaPaths.all().stream()
                    .map(path -> row(path, arbitrary, way))
                    .toList();
        }

        // Then
        assertThat(rows).hasSizeGreaterThan(200).allMatch(Row::covered, "is noticed wherever it is forgotten");
        Generated.compare(COMMITTED, document(rows), RequestCoverageTest.class);
    }

    private static Row row(String path, List<ObjectNode> arbitrary, WholeWay way) {
        int used = (int) arbitrary.stream()
                .filter(application -> !SchemaPaths.at(path, application).isEmpty())
                .count();
        List<ObjectNode> samples = IntStream.range(0, SAMPLES)
                .mapToObj(seed -> SampleApplications.with(path, new Random(path.hashCode() + seed)))
                .toList();
        assertThat(samples).as(path).allMatch(sample -> way.complaint(sample).isEmpty());
        Map<Stage, Integer> noticed = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            // a blob is replaced by its file: in the body there is none to forget
            if (stage != Stage.INTO_BODY || !path.contains("/blob")) {
                noticed.put(stage, (int) samples.stream()
                        .filter(sample -> way.complaint(sample, stage, form -> SchemaPaths.drop(path, form))
                                .isPresent())
                        .count());
            }
        }
        return new Row(path, used, noticed);
    }

    private static String document(List<Row> rows) {
        StringBuilder text = new StringBuilder("""
                # Which fields arrive

                Generated and compared by `RequestCoverageTest`. The paths are all those of Kombo's request schema: `*` is any
                element of a list, `?2` the third of several alternatives. `blob` is our own, wherever Kombo has `data`.

                - **used**: how many of %d arbitrary intents, of the kind that `RequestBodyTest` sends, have something there.
                - **dropped**: the path is forgotten at one stage of an intent's way (on its way into the Avro record, out of the
                  ledger's payload, or into the body that is sent), in %d intents that have it; and how often the test then turned
                  red. With nothing dropped it is green each time.

                covered: %d of %d paths

                | path | used | dropped into Avro | dropped out of Avro | dropped into the body |
                |---|---|---|---|---|
                """.formatted(
                        ARBITRARY, SAMPLES, rows.stream().filter(Row::covered).count(), rows.size()));
        rows.forEach(row -> text.append(row.text()).append('\n'));
        return text.toString();
    }
}
