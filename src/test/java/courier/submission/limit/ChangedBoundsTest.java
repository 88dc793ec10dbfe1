package courier.submission.limit;

import static courier.submission.limit.Given.concurrency;
import static courier.submission.limit.Given.granted;
import static courier.submission.limit.Given.started;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.limit.Answer.Tone;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Settings that change while calls are under way. */
final class ChangedBoundsTest {

    private final AtomicInteger start = new AtomicInteger(3);
    private final AtomicInteger most = new AtomicInteger(10);
    private final Limiter limiter = new Limiter(
            new Bounds(_ -> start.get(), _ -> most.get(), 100, Long.MAX_VALUE, 0, Duration.ofSeconds(20)),
            new ManualTime());

    @Test
    void shouldHoldFromTheNextCallOnAndForThoseThatHaveNotStarted() {
        Permit first = started(limiter.reserve("a", 0, 0));
        Permit second = granted(limiter.reserve("a", 0, 0));
        Permit third = granted(limiter.reserve("a", 0, 0));

        start.set(1);

        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(Reservation.IntegrationFull.class);
        assertThat(limiter.slots("a")).isEqualTo(1);
        assertThat(second.start(Duration.ZERO)).as("one is under way").isFalse();
        first.close();
        assertThat(third.start(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldMakeRoomAtOnceWhereNothingIsKnownOfKombosLimit() {
        Permit _ = started(limiter.reserve("a", 0, 0));

        start.set(5);

        assertThat(limiter.slots("a")).isEqualTo(5);
        assertThat(limiter.slots("new")).isEqualTo(5);
    }

    @Test
    void shouldKeepWhatAnswersHaveToldAndGrowByAnswersAlone() {
        Permit told = started(limiter.reserve("a", 0, 0));
        told.answered(concurrency(Tone.FINE, 2, 0));
        assertThat(limiter.slots("a")).isLessThanOrEqualTo(2);

        start.set(9);
        assertThat(limiter.slots("a")).as("its limit is known").isLessThanOrEqualTo(2);

        most.set(1);
        assertThat(limiter.slots("a")).isEqualTo(1);

        most.set(10);
        assertThat(limiter.slots("a")).isEqualTo(1);
    }
}
