package courier.ledger;

import static courier.ledger.Given.HOLD;
import static courier.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Scope;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final long INTERVAL = HOLD.probeInterval().toMillis();
    private static final long LIMIT = HOLD.limit().toMillis();

    private static Health.Trouble trouble(String code, long startedAt) {
        return new Health.Trouble(Scope.INTEGRATION, code, false, startedAt);
    }

    private static Health held() {
        return Health.GOOD.held(trouble("AUTH", NOW - 10), NOW, HOLD);
    }

    private static Hold hold(Health health) {
        return Objects.requireNonNull(health.hold());
    }

    @Test
    void shouldHoldAfterSoManyFailuresInARow() {
        Health health = Health.GOOD;
        for (int i = 1; i < HOLD.failuresInRow(); i++) {
            health = health.failing(trouble("DOWN", NOW - 10), NOW, HOLD);
            assertThat(health.hold()).isNull();
        }

        health = health.failing(trouble("DOWN", NOW - 10), NOW, HOLD);

        assertThat(health.hold())
                .isEqualTo(new Hold(Scope.INTEGRATION, "DOWN", NOW, NOW + INTERVAL, 0, 0, false, false, 0));
    }

    @Test
    void shouldBeginTheRowAnewAfterASuccess() {
        Health health = Health.GOOD;
        for (int i = 1; i < HOLD.failuresInRow(); i++) {
            health = health.failing(trouble("DOWN", NOW), NOW, HOLD);
        }

        assertThat(health.proven(NOW, NOW).failuresInRow()).isZero();
    }

    @Test
    void shouldKeepTheReasonAndTheBeginningOfAHold() {
        Health again =
                held().held(trouble("OTHER", NOW + 3), NOW + 5, HOLD).failing(trouble("THIRD", NOW + 4), NOW + 6, HOLD);

        assertThat(hold(again).code()).isEqualTo("AUTH");
        assertThat(hold(again).since()).isEqualTo(NOW);
    }

    @Test
    void shouldNotBeMovedByCallsThatBeganBeforeTheHold() {
        for (long began : new long[] {NOW - 1, NOW}) {
            assertThat(held().failing(trouble("DOWN", began), NOW + 9, HOLD)).isEqualTo(held());
            assertThat(held().held(trouble("DOWN", began), NOW + 9, HOLD)).isEqualTo(held());
            assertThat(held().proven(began, NOW + 9).hold()).isEqualTo(held().hold());
            assertThat(held().unproven(began, true, NOW + 9, HOLD)).isEqualTo(held());
        }
    }

    @Test
    void shouldEndWithTheFirstSuccessOfACallThatBeganDuringTheHold() {
        Health good = held().proven(NOW + 1, NOW + 7);

        assertThat(good).isEqualTo(new Health(0, NOW + 1, NOW + 7, null));
    }

    /** The probe may overtake calls that hang: what they meet is the outage that is over. */
    @Test
    void shouldNotBeginAnewForCallsThatBeganBeforeTheProofOfHealth() {
        Health good = held().proven(NOW + INTERVAL, NOW + INTERVAL + 5);

        for (int i = 0; i < 3 * HOLD.failuresInRow(); i++) {
            assertThat(good.failing(trouble("TIMEOUT", NOW - 5), NOW + 2 * INTERVAL, HOLD))
                    .isEqualTo(good);
        }
        assertThat(good.held(trouble("AUTH", NOW + 1), NOW + 2 * INTERVAL, HOLD))
                .isEqualTo(good);
        assertThat(good.held(trouble("AUTH", NOW + INTERVAL), NOW + 2 * INTERVAL, HOLD)
                        .hold())
                .isNotNull();
    }

    @Test
    void shouldPutTheNextProbeAnIntervalAfterTheLastOneBegan() {
        Hold probed = hold(held().probing(NOW + INTERVAL, HOLD));

        assertThat(probed.probeAt()).isEqualTo(NOW + 2 * INTERVAL);
        assertThat(probed.probes()).isEqualTo(1);
        assertThat(Health.GOOD.probing(NOW, HOLD)).isEqualTo(Health.GOOD);
    }

    @Test
    void shouldWaitAnIntervalAfterAProbeThatTookLongToFail() {
        Health probed = held().probing(NOW + INTERVAL, HOLD);

        Health failed = probed.failing(trouble("DOWN", NOW + INTERVAL), NOW + 5 * INTERVAL, HOLD);

        assertThat(hold(failed).probeAt()).isEqualTo(NOW + 6 * INTERVAL);
    }

    /** Each costs a person a look at the ATS. */
    @Test
    void shouldProbeMoreAndMoreSeldomWhileProbesEndInDoubt() {
        Health health = held();
        long now = NOW;
        long[] intervals = new long[8];
        for (int i = 0; i < intervals.length; i++) {
            now = hold(health).probeAt();
            health = health.probing(now, HOLD)
                    .failing(new Health.Trouble(Scope.INTEGRATION, "TIMEOUT", true, now), now, HOLD);
            intervals[i] = (hold(health).probeAt() - now) / INTERVAL;
        }

        assertThat(intervals).containsExactly(1, 2, 4, 8, 16, 32, 32, 32);
        Health clear = health.failing(trouble("DOWN", now + 1), now + 1, HOLD);
        assertThat(hold(clear).doubts()).isZero();
    }

    @Test
    void shouldEndByAPersonsWordAndIgnoreWhatIsStillUnderWay() {
        Health released = held().released(NOW + 50);

        assertThat(released.hold()).isNull();
        assertThat(released.heldUntil()).isEqualTo(NOW + 50);
        assertThat(released.held(trouble("AUTH", NOW + 49), NOW + 60, HOLD)).isEqualTo(released);
        assertThat(released.held(trouble("AUTH", NOW + 50), NOW + 60, HOLD).hold())
                .isNotNull();
        assertThat(Health.GOOD.released(NOW)).isEqualTo(Health.GOOD);
    }

    @Test
    void shouldLetNothingButAPersonEndAPersonsHold() {
        for (Health before : new Health[] {Health.GOOD, held()}) {
            Health health = before.heldByPerson(Scope.INTEGRATION, NOW + 5);

            assertThat(health.proven(NOW + 10, NOW + 11).hold()).isEqualTo(health.hold());
            assertThat(health.released(NOW + 12).hold()).isNull();
        }
        assertThat(hold(held().heldByPerson(Scope.INTEGRATION, NOW + 5)).since())
                .isEqualTo(NOW);
    }

    @Test
    void shouldKeepAnIntentForTheWholeLimitFromWhenBothWereThere() {
        assertThat(hold(held()).keeps(NOW - 99, HOLD)).isEqualTo(NOW + LIMIT);
        assertThat(hold(held()).keeps(NOW + 50, HOLD)).isEqualTo(NOW + 50 + LIMIT);
    }

    @Test
    void shouldKeepIntentsForLongerOnAPersonsWordAndNeverForLess() {
        Hold extended = hold(held()).outlasted().extended(NOW + 3 * LIMIT);

        assertThat(extended.keeps(NOW, HOLD)).isEqualTo(NOW + 3 * LIMIT);
        assertThat(extended.expired()).isFalse();
        assertThat(extended.extended(NOW + LIMIT)).isEqualTo(extended);
        assertThat(hold(held()).extended(NOW + 1).keeps(NOW, HOLD)).isEqualTo(NOW + LIMIT);
    }
}
