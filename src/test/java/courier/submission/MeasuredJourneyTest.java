package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import courier.ops.Labels;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Verdict;
import courier.submission.Journey.Result;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MeasuredJourneyTest {

    private static final Journey.Work WORK =
            new Journey.Work(new Identity("a:b", "i", 0), "job", 1, false, 0, new byte[0]);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry, new Labels(Set.of("READ_TIMEOUT"), 0, List.of()));

    @Test
    void shouldCountAnOutcomeByItsVerdictAndCodeAndTimeItsCall() {
        travel(new Result.Finished(1_000L, 3_500L, new Verdict.Doubt(Cause.of("READ_TIMEOUT", "m"))));
        travel(new Result.Finished(1_000L, 1_500L, new Verdict.Settle(Application.UNNAMED, List.of())));

        assertThat(attempts("doubt", "READ_TIMEOUT")).isEqualTo(1);
        assertThat(attempts("settle", Labels.NONE)).isEqualTo(1);
        assertThat(registry.get(Metric.CALL.text()).timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(3_000);
    }

    @Test
    void shouldTimeNoCallWhereNoneWasMade() {
        travel(new Result.Finished(null, 3_500L, new Verdict.Doubt(Cause.of("SOMETHING_NEW", "m"))));

        assertThat(attempts("doubt", Labels.OTHER)).isEqualTo(1);
        assertThat(registry.find(Metric.CALL.text()).timer()).isNull();
    }

    @Test
    void shouldNotCountWhatWasGivenBack() {
        travel(new Result.NotStarted("late"));

        assertThat(meters.counts()).containsEntry(Metric.ATTEMPTED, 0L);
    }

    private void travel(Result result) {
        Journey journey = new MeasuredJourney((_, _) -> result, meters);
        assertThat(journey.travel(WORK, () -> Journey.Start.GO)).isSameAs(result);
    }

    private double attempts(String verdict, String code) {
        return registry.get(Metric.ATTEMPTED.text())
                .tag("verdict", verdict)
                .tag("code", code)
                .counter()
                .count();
    }
}
