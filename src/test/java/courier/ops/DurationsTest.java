package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurationsTest {

    private static final List<Duration> BOUNDS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    @Test
    void shouldEstimateAQuantileAsPrometheusDoes() {
        Durations durations = new Durations(BOUNDS, List.of(10L, 30L, 60L, 0L));

        assertThat(durations.quantile(0.05)).contains(Duration.ofMillis(500));
        assertThat(durations.quantile(0.25)).contains(Duration.ofMillis(1_500));
        assertThat(durations.quantile(0.7)).contains(Duration.ofSeconds(3));
        assertThat(durations.quantile(1)).contains(Duration.ofSeconds(4));
    }

    @Test
    void shouldNotTellMoreThanTheLastBoundAndNothingOfNothing() {
        assertThat(new Durations(BOUNDS, List.of(0L, 0L, 0L, 5L)).quantile(0.5)).contains(Duration.ofSeconds(4));
        assertThat(Durations.none(BOUNDS).quantile(0.5)).isEmpty();
    }

    @Test
    void shouldTellWhatTheMetersTimed() {
        Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        meters.time(Metric.CALL, Duration.ofMillis(300), "workday:one");
        Durations before = meters.durations(Metric.CALL);
        meters.time(Metric.CALL, Duration.ofMillis(700), "workday:two");
        meters.time(Metric.CALL, Duration.ofHours(1), "workday:two");

        Durations since = meters.durations(Metric.CALL).since(before);

        assertThat(before.count()).isEqualTo(1);
        assertThat(since.count()).isEqualTo(2);
        assertThat(since.counts().getLast()).as("longer than all bounds").isEqualTo(1);
        assertThat(since.quantile(0.5)).contains(Duration.ofSeconds(1));
    }
}
