package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import courier.testing.Generated;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricsDocumentTest {

    private static final Path COMMITTED = Path.of("docs", "metrics.md");

    @Test
    void shouldBeCommittedAsTheMetricsSay() {
        Generated.compare(COMMITTED, MetricsDocument.text(), MetricsDocumentTest.class);
    }

    @Test
    void shouldHaveOneNameForEachMetric() {
        assertThat(Arrays.stream(Metric.values()).map(MetricsDocument::prometheus))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("courier_[a-z_]+"));
    }
}
