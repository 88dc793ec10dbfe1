package courier.submission.limit;

import static courier.submission.limit.Given.rate;
import static courier.submission.limit.Given.windowEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.limit.Answer.Tone;
import courier.submission.limit.Window.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private static Answer fine(int remaining, int resetSeconds) {
        return rate(Tone.FINE, 300, remaining, Duration.ofSeconds(resetSeconds));
    }

    private static Window starts(Window window, long now, long first, long last) {
        Window next = window;
        for (long call = first; call <= last; call++) {
            next = next.started(now, call);
        }
        return next;
    }

    @Test
    void shouldNotCountWhileNothingIsKnown() {
        Window window = starts(Window.UNKNOWN, 0, 1, 1_000);

        assertThat(window.opensAt(5)).isEqualTo(5);
        assertThat(window.leftAt(5)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldCountItsOwnStartsSinceTheAnsweredCall() {
        Window window = starts(Window.UNKNOWN, 0, 1, 10).heard(fine(20, 60), new Call(4, 0, 10), MILLI);

        assertThat(window.leftAt(MILLI)).isEqualTo(14);
        assertThat(starts(window, MILLI, 11, 15).leftAt(MILLI)).isEqualTo(9);
    }

    @Test
    void shouldOpenAgainAtTheResetWhenAllIsUsedUp() {
        Window window = starts(Window.UNKNOWN, 0, 1, 1).heard(fine(2, 60), new Call(1, 0, 1), MILLI);

        Window empty = starts(window, 2 * MILLI, 2, 3);

        assertThat(empty.leftAt(3 * MILLI)).isZero();
        assertThat(empty.opensAt(3 * MILLI)).isEqualTo(60 * SECOND + MILLI);
        assertThat(empty.leftAt(60 * SECOND + MILLI)).isEqualTo(300);
    }

    @Test
    void shouldNotBeRefilledByAnOlderAnswer() {
        Window window = starts(Window.UNKNOWN, 0, 1, 10)
                .heard(fine(0, 60), new Call(10, 0, 10), MILLI)
                .heard(fine(9, 60), new Call(1, 0, 10), 2 * MILLI);

        assertThat(window.leftAt(2 * MILLI)).isZero();
    }

    @Test
    void shouldNotTakeAWindowThatMayHaveEndedForThePresentOne() {
        Window window = starts(Window.UNKNOWN, 0, 1, 1).heard(fine(0, 10), new Call(1, 0, 1), 11 * SECOND);

        assertThat(window.opensAt(11 * SECOND)).isEqualTo(11 * SECOND);
    }

    @Test
    void shouldBeReplacedByAnAnswerFromTheNextWindow() {
        Window empty = starts(Window.UNKNOWN, 0, 1, 1).heard(fine(0, 10), new Call(1, 0, 1), MILLI);
        assertThat(empty.opensAt(SECOND)).isEqualTo(10 * SECOND + MILLI);

        Window next = empty.heard(fine(299, 60), new Call(2, 5 * SECOND, 2), 6 * SECOND);

        assertThat(next.leftAt(6 * SECOND)).isEqualTo(299);
    }

    /** No answer has come in the second window: it is taken to be as long and as large as the first. */
    @Test
    void shouldCountAWindowOfWhichNoAnswerHasComeYet() {
        Window window = starts(Window.UNKNOWN, 0, 1, 1)
                .heard(rate(Tone.FINE, 5, 4, Duration.ofSeconds(10)), new Call(1, 0, 1), MILLI);
        long second = 20 * SECOND;

        Window used = starts(window, second, 2, 6);

        assertThat(used.leftAt(second)).isZero();
        assertThat(used.opensAt(second)).isEqualTo(30 * SECOND);
    }

    @Test
    void shouldBeEmptyUntilTheResetOfARefusal() {
        Window window =
                starts(Window.UNKNOWN, 0, 1, 3).heard(windowEmpty(null, Duration.ofSeconds(7)), new Call(2, 0, 3), 0);

        assertThat(window.leftAt(0)).isZero();
        assertThat(window.opensAt(0)).isEqualTo(7 * SECOND);
        assertThat(window.heard(fine(5, 7), new Call(1, 0, 3), MILLI).leftAt(MILLI))
                .as("an older answer")
                .isZero();
    }

    @Test
    void shouldWaitAsLongAsTheLongerOfResetAndRetryAfter() {
        Window window =
                Window.UNKNOWN.heard(windowEmpty(Duration.ofSeconds(9), Duration.ofSeconds(7)), new Call(1, 0, 1), 0);

        assertThat(window.opensAt(0)).isEqualTo(9 * SECOND);
    }

    @Test
    void shouldBackOffWhereARefusalDoesNotSayHowLong() {
        Window once = Window.UNKNOWN.heard(windowEmpty(null, null), new Call(1, 0, 5), 0);
        Window same = once.heard(windowEmpty(null, null), new Call(3, 0, 5), MILLI);
        Window again = same.heard(windowEmpty(null, null), new Call(6, SECOND, 6), 2 * SECOND);

        assertThat(once.opensAt(0)).isEqualTo(SECOND);
        assertThat(same.opensAt(MILLI)).as("of the same burst").isEqualTo(SECOND);
        assertThat(again.opensAt(2 * SECOND)).isEqualTo(4 * SECOND);
        Window calm = again.heard(rate(Tone.FINE, null, null, null), new Call(7, 5 * SECOND, 7), 6 * SECOND);
        assertThat(calm.heard(windowEmpty(null, null), new Call(8, 7 * SECOND, 8), 8 * SECOND)
                        .opensAt(8 * SECOND))
                .isEqualTo(9 * SECOND);
    }

    @Test
    void shouldNeverCloseForEver() {
        for (Integer limit : new Integer[] {0, 1, 300}) {
            Window window = Window.UNKNOWN
                    .heard(rate(Tone.FINE, limit, null, null), new Call(1, 0, 1), 0)
                    .heard(windowEmpty(Duration.ofSeconds(1), null), new Call(2, 0, 2), 0);
            Window later = starts(window, 2 * SECOND, 3, 600);

            assertThat(later.opensAt(2 * SECOND)).isLessThan(Long.MAX_VALUE);
        }
    }

    @Test
    void shouldStayClosedForAsLongAsItIsToldToBe() {
        Window window = Window.UNKNOWN.closedUntil(5, 0, 0).closedUntil(3, 0, 0);

        assertThat(window.opensAt(0)).isEqualTo(5);
        assertThat(window.opensAt(6)).isEqualTo(6);
    }
}
