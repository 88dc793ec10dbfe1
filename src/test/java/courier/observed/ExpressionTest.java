package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;

import courier.observed.Expression.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExpressionTest {

    @Test
    void shouldFindTheMetricsAndTheirLabels() {
        Expression expression = Expression.of(
                "histogram_quantile(0.99, sum by (le, integration) (rate(a_seconds_bucket{x=\"sum\", y!~\"b|c\"}[5m]))) > 1e3");

        assertThat(expression.selectors()).containsExactly(new Selector("a_seconds_bucket", Set.of("x", "y")));
        assertThat(expression.grouped()).containsExactlyInAnyOrder("le", "integration");
    }

    @Test
    void shouldTellOperatorsFromMetrics() {
        Expression expression =
                Expression.of("sum(a_total) / on (job) b unless max(c{d=\"e\"} offset 5m) == bool 0 or absent(f)");

        assertThat(expression.selectors())
                .containsExactly(
                        new Selector("a_total", Set.of()),
                        new Selector("b", Set.of()),
                        new Selector("c", Set.of("d")),
                        new Selector("f", Set.of()));
        assertThat(expression.grouped()).containsExactly("job");
    }
}
