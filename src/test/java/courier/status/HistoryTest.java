package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Label;
import courier.ops.Labels;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.testing.ManualTime;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HistoryTest {

    private static final String ID = "workday:one";

    private final ManualTime time = new ManualTime();
    private final Overview overview = new Overview();
    private final Meters meters = new Meters(
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Labels(Set.of("A", "B"), 0, List.of()));
    private final Limiter limiter = new Limiter(Bounds.of(5, 8), time);
    private final History history = new History(overview, meters, limiter, time);

    @Test
    void shouldTellWhatHappenedInEachStep() {
        step();
        delivered(3, Duration.ofMillis(700));
        queued(7);
        step();
        lettered("A");
        step();

        Recent recent = history.recent();

        assertThat(recent.succeeded()).containsExactly(0L, 3L, 0L);
        assertThat(recent.deadLettered()).containsExactly(0L, 0L, 1L);
        assertThat(recent.queued()).containsExactly(0L, 7L, 7L);
        assertThat(recent.callMedianMillis().getFirst()).isNull();
        // the bucket from 500 ms to 1 s, with three in it
        assertThat(recent.callMedianMillis().get(1)).isBetween(500L, 1_000L);
        assertThat(recent.calls().count()).isEqualTo(3);
        assertThat(recent.calls().p99Millis()).isBetween(500L, 1_000L);
        assertThat(recent.until()).isEqualTo(StatusReport.time(time.wallMillis()));
    }

    @Test
    void shouldTakeTheTimeOfCallsOverHalfAMinuteAndForgetItThen() {
        delivered(1, Duration.ofSeconds(3));
        for (int i = 0; i < 8; i++) {
            step();
        }

        assertThat(history.recent().callP99Millis().subList(0, 6)).doesNotContainNull();
        assertThat(history.recent().callP99Millis().subList(6, 8)).containsOnlyNulls();
    }

    @Test
    void shouldCountDeadLettersByCodeLatelyAndInAll() {
        lettered("A");
        step();
        for (int i = 0; i < History.STEPS; i++) {
            step();
        }
        lettered("B");
        lettered("unheard of");
        step();

        assertThat(history.letters())
                .extracting(StatusReport.Letters::code, StatusReport.Letters::recent, StatusReport.Letters::total)
                .containsExactly(tuple("B", 1L, 1L), tuple(Labels.OTHER, 1L, 1L), tuple("A", 0L, 1L));
        assertThat(history.letters().getLast().lastAt())
                .isEqualTo(StatusReport.time(time.wallMillis() - (History.STEPS + 1) * History.STEP.toMillis()));
    }

    @Test
    void shouldRememberAnIntegrationForAQuarterOfAnHour() {
        queued(4);
        overview.ends().succeeded(ID);
        overview.ends().deadLettered(ID);
        step();
        queued(0);
        for (int i = 0; i < 6; i++) {
            step();
        }
        assertThat(history.trails()).containsEntry(ID, new Trail.Told(List.of(0L, 0L), 1, 1, false));

        for (int i = 0; i < History.STEPS; i++) {
            step();
        }
        assertThat(history.trails()).isEmpty();
    }

    @Test
    void shouldKeepNoMoreThanItMayWhateverComes() {
        for (int i = 0; i < 2 * History.STEPS; i++) {
            for (int j = 0; j < 40; j++) {
                overview.ends().succeeded("workday:" + i + "-" + j);
            }
            step();
        }

        assertThat(history.recent().succeeded()).hasSize(History.STEPS);
        assertThat(history.trails()).hasSize(Trails.INTEGRATIONS_MAX);
        assertThat(history.trails().values())
                .allSatisfy(told -> assertThat(told.queued()).hasSizeLessThanOrEqualTo(Trail.STEPS));
    }

    @Test
    void shouldListWhatFailedThoughNothingOfItIsOpen() {
        ended(0, 3);
        step();

        StatusReport report = new StatusPage(overview, limiter, history, 8, 1_000, time)
                .report(
                        new StatusReport.Self(
                                "http://w:1",
                                "2023-11-14T22:13:20Z",
                                true,
                                true,
                                "ready",
                                "",
                                new StatusReport.InForce("2023-11-14T22:13:20Z", null, null)),
                        new ArrayList<>(),
                        new StatusPage.Choice("ONE", 5));

        assertThat(report.totals().integrations()).isZero();
        assertThat(report.totals().integrationsInTrouble()).isEqualTo(1);
        assertThat(report.integrations()).singleElement().satisfies(line -> {
            assertThat(line.integrationId()).isEqualTo(ID);
            assertThat(line.condition()).isEqualTo("failing");
            assertThat(line.partition()).isNull();
            assertThat(line.deadLetteredRecently()).isEqualTo(3);
        });
    }

    @Test
    void shouldTellAnIntegrationThatHasBegunToFailFromOneThatHasAClosedJob() {
        ended(90, 2);
        steps(6 * Trail.STEPS_OF_LATE);
        assertThat(failing()).isFalse();

        ended(2, 2);
        step();
        assertThat(failing()).as("two dead letters are nothing").isFalse();
        ended(0, 1);
        step();
        assertThat(failing()).as("most of the last five minutes").isTrue();
        ended(2, 0);
        step();
        assertThat(failing()).isFalse();
    }

    private boolean failing() {
        return Objects.requireNonNull(history.trails().get(ID)).failing();
    }

    private void ended(int successes, int deadLetters) {
        for (int i = 0; i < successes; i++) {
            overview.ends().succeeded(ID);
        }
        for (int i = 0; i < deadLetters; i++) {
            overview.ends().deadLettered(ID);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private void delivered(int count, Duration took) {
        for (int i = 0; i < count; i++) {
            meters.count(Metric.ENDED, ID, Label.SUCCESS);
            meters.time(Metric.CALL, took, ID);
        }
    }

    private void lettered(String code) {
        meters.count(Metric.DEAD_LETTERED, code);
    }

    private void queued(long count) {
        overview.publish(new Share(
                0,
                "life",
                time.wallMillis(),
                true,
                0,
                0,
                Long.MAX_VALUE,
                null,
                Map.of(ID, new Share.Line(ID, count, 0, null, Long.MAX_VALUE, null))));
    }

    private void step() {
        time.advance(History.STEP);
        history.step();
    }
}
