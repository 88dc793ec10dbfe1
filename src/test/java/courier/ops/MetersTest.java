package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Labels labels = new Labels(Set.of("SOME.CODE"), 3, List.of("workday:named"));
    private final Meters meters = new Meters(registry, labels);

    @Test
    void shouldNotGrowWithThousandsOfIntegrationsAndCodes() {
        meters.claim("workday:0");
        int before = registry.getMeters().size();

        IntStream.range(0, 5_000).forEach(i -> {
            meters.claim("workday:" + i);
            meters.count(Metric.ADMITTED, "workday:" + i);
            meters.count(Metric.DEAD_LETTERED, "CODE." + i);
            meters.time(Metric.CALL, Duration.ofMillis(i), "workday:" + i);
            meters.show(Metric.QUEUED, Map.of(List.of("workday:" + i), 1.0), Double::sum);
        });

        // one more integration has got a label, and there are the histograms of three, and of the others
        assertThat(registry.getMeters().size() - before).isLessThan(80);
        assertThat(values(Metric.ADMITTED, "integration"))
                .containsExactlyInAnyOrder("workday:named", "workday:0", "workday:1", Labels.OTHER);
        assertThat(counted(Metric.ADMITTED, "integration", Labels.OTHER)).isEqualTo(4_998);
        assertThat(counted(Metric.DEAD_LETTERED, "code", Labels.OTHER)).isEqualTo(5_000);
    }

    @Test
    void shouldGiveNoLabelToWhatWasOnlyCounted() {
        meters.count(Metric.ENDED, "no integration at all", Label.DEAD_LETTER);

        assertThat(counted(Metric.ENDED, "integration", Labels.OTHER)).isEqualTo(1);
        assertThat(values(Metric.ENDED, "integration")).doesNotContain("no integration at all");
    }

    @Test
    void shouldLetCountersBeginAtZeroSoThatTheFirstCountIsARise() {
        assertThat(counted(Metric.DEAD_LETTERED, "code", "SOME.CODE")).isZero();
        assertThat(registry.find(Metric.DOUBTED.text()).counter()).isNotNull();

        meters.claim("workday:new");

        assertThat(values(Metric.RETRIED, "integration")).contains("workday:new");
    }

    @Test
    void shouldKnowTheSumOverAllLabels() {
        meters.count(Metric.ADMITTED, "workday:named");
        meters.count(Metric.ADMITTED, "workday:unnamed");

        assertThat(meters.counts()).containsEntry(Metric.ADMITTED, 2L).containsEntry(Metric.DOUBTED, 0L);
        assertThat(meters.counts()).doesNotContainKeys(Metric.CALL, Metric.QUEUED);
    }

    @Test
    void shouldTellTogetherWhatFallsUnderTheSameLabel() {
        meters.show(
                Metric.OLDEST_OPEN,
                Map.of(List.of("a:1"), 3.0, List.of("a:2"), 7.0, List.of("workday:named"), 1.0),
                Math::max);

        assertThat(registry.get(Metric.OLDEST_OPEN.text())
                        .tag("integration", Labels.OTHER)
                        .gauge()
                        .value())
                .isEqualTo(7.0);
    }

    @Test
    void shouldForgetTheValuesThatAreNotShownAnyMore() {
        meters.show(Metric.QUEUED, Map.of(List.of("workday:named"), 3.0), Double::sum);
        meters.show(Metric.QUEUED, Map.of(), Double::sum);

        assertThat(registry.find(Metric.QUEUED.text()).gauges()).isEmpty();
    }

    @Test
    void shouldRefuseAUseThatIsNotTheDeclaredOne() {
        assertThatThrownBy(() -> meters.count(Metric.ADMITTED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.count(Metric.QUEUED, "workday:named"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.time(Metric.DOUBTED, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeATimeBelowZeroForNone() {
        meters.time(Metric.LIFE, Duration.ofSeconds(-3), Label.SUCCESS);

        assertThat(registry.get(Metric.LIFE.text()).timer().totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isZero();
    }

    private double counted(Metric metric, String label, String value) {
        return registry.get(metric.text()).tag(label, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private List<String> values(Metric metric, String label) {
        return registry.get(metric.text()).meters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag(label))
                .distinct()
                .toList();
    }
}
