package courier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.Journey;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.submission.limit.Permit;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private static final Duration START_BY = DepartureBench.START_BY;

    private final ManualTime time = new ManualTime();

    private Dispatch dispatch() {
        Permit permit = DepartureBench.permit(new Limiter(Bounds.of(1, 1), time));
        return new Dispatch(DepartureBench.work(), "n", 0, permit, time);
    }

    private Dispatch committed() {
        Dispatch dispatch = dispatch();
        assertThat(dispatch.commit()).isTrue();
        return dispatch;
    }

    @Test
    void shouldNotStartBeforeItsMarkerIsCommitted() {
        assertThat(dispatch().start(START_BY)).isEqualTo(Journey.Start.CANCELLED);
    }

    @Test
    void shouldStartOnceAndThenRefuseToBeTakenBack() {
        Dispatch dispatch = committed();

        assertThat(dispatch.start(START_BY)).isEqualTo(Journey.Start.GO);
        assertThat(dispatch.start(START_BY)).isEqualTo(Journey.Start.CANCELLED);
        assertThat(dispatch.cancel()).isFalse();
    }

    @Test
    void shouldBeTakenBackOnceAndThenNeitherCommitNorStart() {
        Dispatch dispatch = dispatch();

        assertThat(dispatch.cancel()).isTrue();
        assertThat(dispatch.cancel()).isFalse();
        assertThat(dispatch.commit()).isFalse();
        assertThat(dispatch.start(START_BY)).isEqualTo(Journey.Start.CANCELLED);
    }

    @Test
    void shouldStartAtTheLastMomentAndNotAfterIt() {
        Dispatch inTime = committed();
        Dispatch late = committed();
        time.advance(START_BY);
        assertThat(inTime.start(START_BY)).isEqualTo(Journey.Start.GO);

        time.advance(Duration.ofMillis(1));

        assertThat(late.start(START_BY)).isEqualTo(Journey.Start.LATE);
        assertThat(late.cancel()).isFalse();
    }

    @Test
    void shouldBeLateByTheWallClockAlone() {
        Dispatch dispatch = committed();
        time.advanceWall(START_BY.plusMillis(1));

        assertThat(dispatch.start(START_BY)).isEqualTo(Journey.Start.LATE);
    }

    @Test
    void shouldBeLateByTheMonotonicClockAlone() {
        Dispatch dispatch = committed();
        time.advanceNanos(START_BY.plusNanos(1));
        time.advanceWall(Duration.ofHours(-1));

        assertThat(dispatch.start(START_BY)).isEqualTo(Journey.Start.LATE);
    }

    @Test
    void shouldStartOrBeCancelledButNeverBothUnderRacingThreads() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            CyclicBarrier together = new CyclicBarrier(3);
            for (int round = 0; round < 3_000; round++) {
                Dispatch dispatch = committed();
                Future<Boolean> started = threads.submit(() -> {
                    together.await();
                    return dispatch.start(START_BY) == Journey.Start.GO;
                });
                Future<Boolean> revoked = threads.submit(() -> {
                    together.await();
                    return dispatch.cancel();
                });
                Future<Boolean> stopped = threads.submit(() -> {
                    together.await();
                    return dispatch.cancel();
                });

                int winners = (started.get() ? 1 : 0) + (revoked.get() ? 1 : 0) + (stopped.get() ? 1 : 0);
                assertThat(winners).isEqualTo(1);
            }
        }
    }
}
