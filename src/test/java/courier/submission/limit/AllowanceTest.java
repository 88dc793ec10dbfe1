package courier.submission.limit;

import static courier.submission.limit.Given.concurrency;
import static courier.submission.limit.Given.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.limit.Allowance.Traffic;
import courier.submission.limit.Answer.Tone;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** An answer to the newest call, with so many at Kombo. */
    private static Traffic traffic(long call, int atKombo) {
        return new Traffic(call, call, atKombo, atKombo, true, 0);
    }

    @Test
    void shouldFollowALowerLimitAtOnceAndAHigherOneStepByStep() {
        Allowance lower = Allowance.of(30, 100).heard(concurrency(Tone.FINE, 5, 0), traffic(1, 30));
        assertThat(lower.slots()).isEqualTo(5);

        Allowance higher = lower.heard(concurrency(Tone.FINE, 40, 36), traffic(2, 5));
        assertThat(higher.slots()).isEqualTo(6);
        assertThat(higher.heard(concurrency(Tone.FINE, 40, 35), traffic(3, 6)).slots())
                .isEqualTo(7);
    }

    @Test
    void shouldRiseAboveTheConfiguredStartOnlyAsKomboAllowsAndNeverAboveTheMost() {
        Allowance allowance = Allowance.of(30, 50);
        for (int call = 1; call <= 100; call++) {
            allowance = allowance.heard(concurrency(Tone.FINE, 40, 30), traffic(call, allowance.slots()));
        }
        assertThat(allowance.slots()).isEqualTo(40);
        for (int call = 101; call <= 200; call++) {
            allowance = allowance.heard(concurrency(Tone.FINE, 400, 300), traffic(call, allowance.slots()));
        }
        assertThat(allowance.slots()).isEqualTo(50);
        assertThat(Allowance.of(30, 8).slots()).isEqualTo(8);
    }

    @Test
    void shouldNotRiseAboveTheConfiguredStartWhereNobodyTellsALimit() {
        Allowance allowance = Allowance.of(3, 50);
        for (int call = 1; call <= 2_000; call++) {
            allowance = allowance.heard(concurrency(Tone.FINE, null, null), traffic(call, 3));
        }
        assertThat(allowance.slots()).isEqualTo(3);
    }

    @Test
    void shouldComeDownToWhatWasLetInWhenABurstIsRefused() {
        Allowance allowance = Allowance.of(30, 100);
        for (int refused = 0; refused < 10; refused++) {
            allowance = allowance.heard(
                    concurrency(Tone.FULL, 30, 0), new Traffic(20 + refused, 30, 20, 30 - refused, true, 0));
        }
        assertThat(allowance.slots()).isEqualTo(20);
        assertThat(allowance.pausedUntil()).isZero();
    }

    @Test
    void shouldShrinkOncePerBurstByMoreThanTheRefusedWhereNoLimitIsTold() {
        Allowance once =
                Allowance.of(40, 100).heard(concurrency(Tone.FULL, null, null), new Traffic(40, 40, 40, 40, true, 0));
        Allowance again = once.heard(concurrency(Tone.FULL, null, null), new Traffic(39, 40, 39, 39, true, 0));

        assertThat(once.slots()).isEqualTo(30);
        assertThat(again.slots()).isEqualTo(30);
    }

    @Test
    void shouldPauseLongerAndLongerWhereNotEvenOneCallIsLetIn() {
        Allowance allowance = Allowance.of(30, 100);
        long pause = 0;
        for (int call = 1; call <= 10; call++) {
            allowance = allowance.heard(concurrency(Tone.FULL, 30, 0), traffic(call, 1));
            assertThat(allowance.slots()).isEqualTo(1);
            assertThat(allowance.pausedUntil()).isGreaterThanOrEqualTo(Math.max(SECOND, pause));
            pause = allowance.pausedUntil();
        }
        assertThat(pause).isEqualTo(60 * SECOND);
    }

    @Test
    void shouldNotGrowByAnswersOfCallsFromBeforeItShrank() {
        Allowance shrunk =
                Allowance.of(30, 100).heard(concurrency(Tone.FULL, 30, 0), new Traffic(30, 30, 30, 21, true, 0));

        Allowance older = shrunk.heard(concurrency(Tone.FINE, 30, 29), new Traffic(12, 30, 12, 20, true, 0));

        assertThat(older.slots()).isEqualTo(20);
    }

    @Test
    void shouldGiveRoomToOthersBeforeACallIsRefused() {
        Allowance allowance = Allowance.of(30, 100).heard(concurrency(Tone.FINE, 30, 2), traffic(1, 10));

        assertThat(allowance.slots()).as("18 are others'").isEqualTo(12);
    }

    @Test
    void shouldHalveAndPauseForAThrottleAndLongerForTheNextOne() {
        Allowance once = Allowance.of(30, 100).heard(throttled(null), traffic(1, 30));
        Allowance same = once.heard(throttled(null), new Traffic(1, 1, 30, 29, true, 0));
        Allowance next = same.heard(throttled(null), traffic(2, 15));

        assertThat(once.slots()).isEqualTo(15);
        assertThat(once.pausedUntil()).isEqualTo(SECOND);
        assertThat(same).as("the same burst").isEqualTo(once);
        assertThat(next.slots()).isEqualTo(7);
        assertThat(next.pausedUntil()).isEqualTo(2 * SECOND);
        Allowance well = next.heard(concurrency(Tone.FINE, null, null), traffic(3, 7));
        assertThat(well.heard(throttled(null), new Traffic(4, 4, 7, 7, true, 10 * SECOND))
                        .pausedUntil())
                .as("after a call that went well")
                .isEqualTo(11 * SECOND);
    }

    @Test
    void shouldRestWhileTheLedgerIsAboutToHoldTheIntegration() {
        Allowance broken = Allowance.of(30, 100).heard(concurrency(Tone.BROKEN, 30, 20), traffic(1, 10));

        assertThat(broken.pausedUntil()).isEqualTo(SECOND);
        assertThat(broken.slots()).isEqualTo(30);
    }

    @Test
    void shouldPauseAsLongAsAThrottleAsks() {
        assertThat(Allowance.of(30, 100)
                        .heard(throttled(Duration.ofMinutes(5)), traffic(1, 3))
                        .pausedUntil())
                .isEqualTo(300 * SECOND);
    }

    @Test
    void shouldKeepASlotToFindOutWhetherThereIsRoomAgain() {
        Allowance none = Allowance.of(30, 100).heard(concurrency(Tone.FINE, 0, 0), traffic(1, 1));

        assertThat(none.slots()).isEqualTo(1);
    }
}
