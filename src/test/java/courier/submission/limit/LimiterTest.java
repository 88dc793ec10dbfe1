package courier.submission.limit;

import static courier.submission.limit.Given.concurrency;
import static courier.submission.limit.Given.granted;
import static courier.submission.limit.Given.rate;
import static courier.submission.limit.Given.started;
import static courier.submission.limit.Given.throttled;
import static courier.submission.limit.Given.windowEmpty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.submission.limit.Answer.Tone;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private static final long MB = 1_000_000;
    private static final Duration POLL = Duration.ofMillis(20);

    private final ManualTime time = new ManualTime();

    private Limiter limiter(int perIntegration, int perWorker) {
        return new Limiter(Bounds.of(perIntegration, perWorker), time);
    }

    private Limiter limiter(long attachmentBytes) {
        return new Limiter(new Bounds(_ -> 30, _ -> 30, 100, attachmentBytes, 0, Duration.ofSeconds(20)), time);
    }

    @Test
    void shouldBoundEachIntegrationByItselfAndTheWorker() {
        Limiter limiter = limiter(2, 3);

        List<Class<?>> came = new ArrayList<>();
        for (String integration : List.of("a", "a", "a", "b", "b")) {
            came.add(limiter.reserve(integration, 0, 0).getClass());
        }

        assertThat(came)
                .containsExactly(
                        Reservation.Granted.class,
                        Reservation.Granted.class,
                        Reservation.IntegrationFull.class,
                        Reservation.Granted.class,
                        Reservation.WorkerFull.class);
        assertThat(limiter.inFlight()).isEqualTo(3);
        assertThat(limiter.inFlight("a")).isEqualTo(2);
    }

    @Test
    void shouldLeaveASlotToACallOfAnotherWorker() {
        Limiter limiter = limiter(2, 10);

        Permit permit = granted(limiter.reserve("a", 0, 1));

        assertThat(limiter.reserve("a", 0, 1)).isInstanceOf(Reservation.IntegrationFull.class);
        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(Reservation.Granted.class);
        assertThat(permit.start(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldGiveAPlaceBackOnceHoweverOftenItIsClosed() {
        Limiter limiter = limiter(2, 2);
        Permit first = started(limiter.reserve("a", 5, 0));
        Permit second = granted(limiter.reserve("a", 6, 0));

        first.close();
        first.close();
        first.answered(concurrency(Tone.FINE, 1, 0));

        assertThat(limiter.inFlight()).isEqualTo(1);
        assertThat(limiter.attachmentBytes()).isEqualTo(6);
        assertThat(limiter.slots("a")).as("an answer after its end").isEqualTo(2);
        second.close();
        assertThat(limiter.inFlight()).isZero();
        assertThat(second.start(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void shouldHandTheFreeSlotOfAFullWorkerToTheIntegrationThatWaitsLongest() {
        Limiter limiter = limiter(2, 2);
        Permit first = granted(limiter.reserve("a", 0, 0));
        granted(limiter.reserve("a", 0, 0));
        assertThat(limiter.reserve("b", 0, 0)).isInstanceOf(Reservation.WorkerFull.class);
        assertThat(limiter.reserve("c", 0, 0)).isInstanceOf(Reservation.WorkerFull.class);

        first.close();

        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(Reservation.WorkerFull.class);
        assertThat(limiter.reserve("c", 0, 0)).isInstanceOf(Reservation.WorkerFull.class);
        assertThat(limiter.reserve("b", 0, 0)).isInstanceOf(Reservation.Granted.class);
    }

    @Test
    void shouldNotKeepASlotForAnIntegrationThatDoesNotAskAnyMore() {
        Limiter limiter = limiter(2, 2);
        Permit first = granted(limiter.reserve("a", 0, 0));
        granted(limiter.reserve("a", 0, 0));
        assertThat(limiter.reserve("b", 0, 0)).isInstanceOf(Reservation.WorkerFull.class);
        first.close();

        time.advance(Duration.ofNanos(Line.PATIENCE + 1));

        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(Reservation.Granted.class);
    }

    @Test
    void shouldForgetAnIntegrationOfWhichNothingWasLearnt() {
        Limiter limiter = limiter(2, 2);

        for (int i = 0; i < 1_000; i++) {
            granted(limiter.reserve("integration " + i, 0, 0)).close();
        }

        assertThat(limiter.integrations()).isZero();
    }

    @Test
    void shouldRememberALearntLimitForAWhileAndForSoManyIntegrations() {
        Limiter limiter = limiter(20, 50);
        learn(limiter, "a");
        time.advance(Duration.ofNanos(Lanes.REMEMBERED));
        assertThat(limiter.slots("a")).isEqualTo(3);

        time.advance(Duration.ofNanos(1));
        assertThat(limiter.slots("a")).isEqualTo(20);

        for (int i = 0; i < Lanes.IDLE_MAX + 100; i++) {
            learn(limiter, "integration " + i);
        }
        assertThat(limiter.integrations()).isEqualTo(Lanes.IDLE_MAX);
    }

    private static void learn(Limiter limiter, String integration) {
        Permit permit = started(limiter.reserve(integration, 0, 0));
        permit.answered(concurrency(Tone.FINE, 3, 2));
        permit.close();
    }

    @Test
    void shouldPauseTheThrottledIntegrationAlone() {
        Limiter limiter = limiter(5, 50);
        Permit permit = started(limiter.reserve("a", 0, 0));

        permit.answered(throttled(Duration.ofSeconds(5)));
        permit.close();

        assertThat(limiter.reserve("a", 0, 0)).isEqualTo(new Reservation.Paused(Duration.ofSeconds(5)));
        assertThat(limiter.reserve("b", 0, 0)).isInstanceOf(Reservation.Granted.class);
        assertThat(limiter.paused("a")).isEqualTo(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(5));
        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(Reservation.Granted.class);
    }

    @Test
    void shouldPauseAllIntegrationsUntilTheResetWhenTheWindowIsEmpty() {
        Limiter limiter = limiter(5, 50);
        Permit refused = started(limiter.reserve("a", 0, 0));
        Permit marked = granted(limiter.reserve("b", 0, 0));

        refused.answered(windowEmpty(null, Duration.ofSeconds(30)));

        assertThat(limiter.reserve("c", 0, 0)).isEqualTo(new Reservation.Paused(Duration.ofSeconds(30)));
        assertThat(marked.start(Duration.ofSeconds(20)))
                .as("known not to open in time")
                .isFalse();
        assertThat(limiter.requestsLeft()).hasValue(0);
        time.advance(Duration.ofSeconds(30));
        assertThat(marked.start(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldReserveNoMoreThanTheRestOfTheWindow() {
        Limiter limiter = limiter(10, 50);
        Permit first = started(limiter.reserve("a", 0, 0));
        first.answered(rate(Tone.FINE, 300, 2, Duration.ofSeconds(30)));

        Permit second = granted(limiter.reserve("a", 0, 0));
        Permit third = granted(limiter.reserve("b", 0, 0));

        assertThat(limiter.reserve("c", 0, 0)).isInstanceOf(Reservation.Paused.class);
        third.close();
        Permit fourth = granted(limiter.reserve("c", 0, 0));
        assertThat(second.start(Duration.ZERO)).isTrue();
        assertThat(fourth.start(Duration.ZERO)).isTrue();
        assertThat(limiter.reserve("c", 0, 0)).isEqualTo(new Reservation.Paused(Duration.ofSeconds(30)));
    }

    @Test
    void shouldHeedWhatAnotherWorkersCallsCameTo() {
        Limiter limiter = limiter(10, 50);

        limiter.pause("a", Duration.ofSeconds(3));
        assertThat(limiter.reserve("a", 0, 0)).isEqualTo(new Reservation.Paused(Duration.ofSeconds(3)));
        assertThat(limiter.reserve("b", 0, 0)).isInstanceOf(Reservation.Granted.class);

        limiter.pauseAll(Duration.ofSeconds(7));
        assertThat(limiter.reserve("b", 0, 0)).isEqualTo(new Reservation.Paused(Duration.ofSeconds(7)));
    }

    @Test
    void shouldBoundAttachmentBytesAndLetCallsWithoutThemPass() {
        Limiter limiter = limiter(10 * MB);
        Permit large = granted(limiter.reserve("a", 8 * MB, 0));

        assertThat(limiter.reserve("b", 3 * MB, 0)).isInstanceOf(Reservation.BytesFull.class);
        assertThat(limiter.reserve("c", 0, 0)).isInstanceOf(Reservation.Granted.class);
        assertThat(limiter.attachmentBytes()).isEqualTo(8 * MB);

        large.close();
        assertThat(limiter.reserve("b", 3 * MB, 0)).isInstanceOf(Reservation.Granted.class);
    }

    @Test
    void shouldSubmitWhatIsLargerThanTheBoundAlone() {
        Limiter limiter = limiter(10 * MB);
        Permit small = granted(limiter.reserve("a", MB, 0));
        assertThat(limiter.reserve("b", 50 * MB, 0)).isInstanceOf(Reservation.BytesFull.class);

        small.close();

        granted(limiter.reserve("b", 50 * MB, 0));
        assertThat(limiter.reserve("a", 1, 0)).isInstanceOf(Reservation.BytesFull.class);
    }

    @Test
    void shouldNotLetSmallAttachmentsOvertakeLargeOnesForEver() {
        Limiter limiter = limiter(10 * MB);
        List<Permit> small = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            small.add(granted(limiter.reserve("small", MB, 0)));
        }
        int overtaken = 0;
        Reservation large = limiter.reserve("large", 9 * MB, 0);
        while (!(large instanceof Reservation.Granted) && !small.isEmpty()) {
            small.removeFirst().close();
            time.advance(POLL);
            if (limiter.reserve("small", MB, 0) instanceof Reservation.Granted(Permit permit)) {
                small.add(permit);
                overtaken++;
            }
            large = limiter.reserve("large", 9 * MB, 0);
        }

        assertThat(large).isInstanceOf(Reservation.Granted.class);
        assertThat(overtaken).isZero();
    }

    @Test
    void shouldReserveAheadOnlyWhatTheSlotsCanStartInHalfTheTime() {
        Limiter limiter =
                new Limiter(new Bounds(_ -> 2, _ -> 2, 100, Long.MAX_VALUE, 50, Duration.ofSeconds(20)), time);
        Permit first = started(limiter.reserve("a", 0, 0));
        granted(limiter.reserve("a", 0, 0));
        assertThat(limiter.reserve("a", 0, 0))
                .as("nothing is known of durations")
                .isInstanceOf(Reservation.IntegrationFull.class);

        time.advance(Duration.ofSeconds(4));
        first.answered(Answer.NONE);
        first.close();

        // two slots start ten calls of 4 s within 20 s: half of that, beyond the two
        int more = 0;
        while (limiter.reserve("a", 0, 0) instanceof Reservation.Granted) {
            more++;
        }
        assertThat(limiter.inFlight("a")).isEqualTo(2 + 5);
        assertThat(more).isEqualTo(6);
    }

    @Test
    void shouldRefuseBoundsThatAllowNothing() {
        assertThatThrownBy(() -> limiter(0, 1).reserve("a", 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limiter(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
