package courier.submission.limit;

import static courier.submission.limit.Given.concurrency;
import static courier.submission.limit.Given.granted;
import static courier.submission.limit.Given.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.ops.Time;
import courier.submission.limit.Answer.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that wait for their turn, on real threads. */
class TurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void shouldWaitForASlotWhenTheLimitFellAfterTheDispatch() throws Exception {
        Limiter limiter = new Limiter(Bounds.of(3, 10), Time.SYSTEM);
        Permit first = started(limiter.reserve("a", 0, 0));
        Permit second = started(limiter.reserve("a", 0, 0));
        Permit third = granted(limiter.reserve("a", 0, 0));
        first.answered(concurrency(Tone.FINE, 1, 0));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waits = threads.submit(() -> third.start(LONG));

            second.close();

            assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldTakeTheSlotOfACallThatIsAnsweredThoughItsRecordIsNotSafeYet() {
        Bounds bounds = new Bounds(_ -> 2, _ -> 2, 2, Long.MAX_VALUE, 1, Duration.ofSeconds(20));
        Limiter limiter = new Limiter(bounds, Time.SYSTEM);
        Permit known = started(limiter.reserve("a", 0, 0));
        started(limiter.reserve("a", 0, 0));
        known.answered(Answer.NONE);
        known.close();
        Permit first = started(limiter.reserve("a", 0, 0));
        Permit second = granted(limiter.reserve("a", 0, 0));
        assertThat(second.start(Duration.ZERO)).as("while two are at Kombo").isFalse();

        first.answered(Answer.NONE);

        assertThat(second.start(Duration.ZERO)).isTrue();
        assertThat(limiter.reserve("a", 0, 0))
                .as("one more, which would be one more in doubt")
                .isInstanceOf(Reservation.IntegrationFull.class);
    }

    @Test
    void shouldStopWaitingWhenItIsTakenBackOrItsTimeIsOver() throws Exception {
        Limiter limiter = new Limiter(Bounds.of(3, 10), Time.SYSTEM);
        Permit first = started(limiter.reserve("a", 0, 0));
        started(limiter.reserve("a", 0, 0));
        Permit third = granted(limiter.reserve("a", 0, 0));
        first.answered(concurrency(Tone.FINE, 1, 0));
        assertThat(third.start(Duration.ofMillis(5))).isFalse();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waits = threads.submit(() -> third.start(LONG));

            third.close();

            assertThat(waits.get(30, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(limiter.inFlight()).isEqualTo(2);
    }

    @Test
    void shouldNeverExceedItsLimitsUnderManyThreads() {
        Bounds bounds = new Bounds(_ -> 3, _ -> 3, 5, Long.MAX_VALUE, 4, Duration.ofSeconds(20));
        Limiter limiter = new Limiter(bounds, Time.SYSTEM);
        List<AtomicInteger> open = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        AtomicInteger all = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                threads.add(executor.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        int integration = ThreadLocalRandom.current().nextInt(3);
                        if (!(limiter.reserve("i" + integration, 0, 0) instanceof Reservation.Granted(Permit permit))) {
                            continue;
                        }
                        if (permit.start(Duration.ofMillis(50))) {
                            made.incrementAndGet();
                            int ofIntegration = open.get(integration).incrementAndGet();
                            broken.addAndGet(all.incrementAndGet() > 5 || ofIntegration > 3 ? 1 : 0);
                            Thread.onSpinWait();
                            open.get(integration).decrementAndGet();
                            all.decrementAndGet();
                            permit.answered(Answer.NONE);
                        }
                        permit.close();
                    }
                }));
            }
        }

        await().atMost(LONG).until(() -> threads.stream().allMatch(Future::isDone));
        assertThat(threads).allMatch(thread -> thread.state() == Future.State.SUCCESS);
        assertThat(broken).hasValue(0);
        assertThat(made.get()).isPositive();
        assertThat(limiter.inFlight()).isZero();
    }
}
