package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricsDocumentTest {

    private static final Path COMMITTED = Path.of("docs", "metrics.md");

    @Test
    void shouldBeCommittedAsTheMetricsSay() throws IOException {
        String generated = MetricsDocument.text();
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(Files.readString(COMMITTED))
                .as(
                        "%s differs from courier.ops.Metric. Dashboards and alerts rest on it: is every change meant? Then"
                                + " run: mvn -q test -Dtest=MetricsDocumentTest -Dreference.update=true",
                        COMMITTED)
                .isEqualTo(generated);
    }

    @Test
    void shouldHaveOneNameForEachMetric() {
        assertThat(Arrays.stream(Metric.values()).map(MetricsDocument::prometheus))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("courier_[a-z_]+"));
    }
}
