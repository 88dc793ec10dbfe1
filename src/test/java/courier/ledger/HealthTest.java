package courier.ledger;

import static courier.ledger.Given.HOLD;
import static courier.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    private static final long INTERVAL = HOLD.probeInterval().toMillis();
    private static final long LIMIT = HOLD.limit().toMillis();

    private static Health held() {
        return Health.GOOD.held("AUTH", NOW, HOLD);
    }

    @Test
    void shouldHoldAfterSoManyFailuresInARow() {
        Health health = Health.GOOD;
        for (int i = 1; i < HOLD.failuresInRow(); i++) {
            health = health.failing("DOWN", NOW, HOLD);
            assertThat(health.hold()).isNull();
            assertThat(health.admits(NOW, 5)).isTrue();
        }

        health = health.failing("DOWN", NOW, HOLD);

        assertThat(health.hold()).isEqualTo(new Health.Hold("DOWN", NOW, NOW + INTERVAL, 0));
        assertThat(health.failuresInRow()).isEqualTo(HOLD.failuresInRow());
    }

    @Test
    void shouldKeepTheReasonAndTheBeginningOfAHold() {
        Health again = held().held("OTHER", NOW + 5, HOLD).failing("THIRD", NOW + 6, HOLD);

        assertThat(again.hold()).isEqualTo(held().hold());
    }

    @Test
    void shouldAdmitOneProbingCallPerInterval() {
        assertThat(held().admits(NOW + INTERVAL - 1, 0)).isFalse();
        assertThat(held().admits(NOW + INTERVAL, 0)).isTrue();
        assertThat(held().admits(NOW + INTERVAL, 1)).isFalse();

        Health probed = held().probing(NOW + INTERVAL, HOLD);

        assertThat(probed.hold()).isEqualTo(new Health.Hold("AUTH", NOW, NOW + 2 * INTERVAL, 1));
        assertThat(probed.admits(NOW + INTERVAL, 0)).isFalse();
        assertThat(Health.GOOD.probing(NOW, HOLD)).isEqualTo(Health.GOOD);
    }

    @Test
    void shouldBeSpentOnAnIntentOnlyAfterItWasHeldForTheWholeLimit() {
        assertThat(held().spent(NOW - 99, NOW + LIMIT, HOLD)).isFalse();
        assertThat(held().spent(NOW - 99, NOW + LIMIT + 1, HOLD)).isTrue();
        assertThat(held().spent(NOW + 50, NOW + LIMIT + 50, HOLD)).isFalse();
        assertThat(held().spent(NOW + 50, NOW + LIMIT + 51, HOLD)).isTrue();
        assertThat(Health.GOOD.spent(0, Long.MAX_VALUE, HOLD)).isFalse();
    }
}
