package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Departures;
import courier.dispatch.OutcomePublisher;
import courier.ledger.Hold;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.outcome.Scope;
import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.submission.limit.Reservation;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObserverTest {

    private static final String ID = "workday:abc";
    private static final int CALLS = 2;
    private static final long BYTES = 100;

    private final ManualTime time = new ManualTime();
    private final Overview overview = new Overview();
    private final Limiter limiter =
            new Limiter(new Bounds(_ -> 30, _ -> 30, CALLS, BYTES, 0, Duration.ofSeconds(20)), time);
    private final Departures departures = new Departures(
            (_, _) -> new Journey.Result.NotStarted("never"),
            new OutcomePublisher((_, _, _) -> new CompletableFuture<>(), "w", time, Duration.ZERO, () -> {}),
            time,
            Duration.ofSeconds(20));
    private final Observer observer = new Observer(overview, limiter, departures, CALLS, BYTES, time);

    @Test
    void shouldSeeWhatCouldBeStarted() {
        show(line(5, 0, time.wallMillis(), null), null);

        assertThat(look().startable()).isEqualTo(1);
    }

    @Test
    void shouldExcuseWhatIsNotDueYet() {
        show(line(5, 0, time.wallMillis() + 1, null), null);

        assertThat(look().hasWork()).isFalse();

        time.advance(Duration.ofMillis(1));
        assertThat(look().startable()).isEqualTo(1);
    }

    @Test
    void shouldExcuseWhatIsHeld() {
        show(line(5, 0, 0, hold(Scope.INTEGRATION)), null);
        assertThat(look().hasWork()).isFalse();

        show(line(5, 0, 0, null), hold(Scope.KEY));
        assertThat(look().hasWork()).isFalse();
    }

    @Test
    void shouldExcuseAnIntegrationThatIsPausedOrHasACallUnderWay() {
        show(line(5, 0, 0, null), null);
        limiter.pause(ID, Duration.ofSeconds(10));
        assertThat(look().hasWork()).isFalse();

        time.advance(Duration.ofSeconds(11));
        assertThat(look().startable()).isEqualTo(1);

        reserve(ID, 0);
        assertThat(look().hasWork()).isFalse();
    }

    @Test
    void shouldExcuseAWorkerThatHasNoRoom() {
        show(line(5, 0, 0, null), null);
        reserve("other:1", 0);
        reserve("other:2", 0);

        assertThat(look().hasWork()).isFalse();
    }

    @Test
    void shouldExcuseAWorkerWhoseAttachmentsFillTheBound() {
        show(line(5, 0, 0, null), null);
        reserve("other:1", BYTES);

        assertThat(look().hasWork()).isFalse();
    }

    @Test
    void shouldSeeCallsThatAreOverAndWereNotHeardOf() {
        overview.publish(new Share(
                0, "life", 0, true, 9, 2, Long.MAX_VALUE, null, Map.of(ID, line(0, 3, Long.MAX_VALUE, null))));

        assertThat(look().unheard())
                .as("without the one that another worker began")
                .isEqualTo(2);
    }

    @Test
    void shouldSeeWhatShouldHaveBeenJudged() {
        overview.publish(new Share(
                0, "life", 0, true, 9, 0, time.wallMillis() - 1, null, Map.of(ID, line(0, 1, Long.MAX_VALUE, null))));

        assertThat(look()).isEqualTo(new Observation.Sample(0, 9, 0, 0, 1));
    }

    private Observation.Sample look() {
        List<Observation.Sample> samples = observer.look().samples();
        assertThat(samples).hasSize(1);
        return samples.getFirst();
    }

    private void reserve(String integrationId, long bytes) {
        assertThat(limiter.reserve(integrationId, bytes, 0)).isInstanceOf(Reservation.Granted.class);
    }

    private void show(Share.Line line, @Nullable Hold all) {
        overview.publish(new Share(0, "life", 0, true, 9, 0, Long.MAX_VALUE, all, Map.of(ID, line)));
    }

    private static Share.Line line(long queued, long dispatched, long dueAt, @Nullable Hold hold) {
        return new Share.Line(ID, queued, dispatched, 0L, dueAt, hold);
    }

    private static Hold hold(Scope scope) {
        return new Hold(scope, "SOME.CODE", 0, 0, 0, 0, false, false, 0);
    }
}
