package courier.ledger;

import courier.config.Settings;
import courier.outcome.Scope;
import java.time.Duration;
import java.util.Random;

/** The holds of a {@link World}'s one integration and of the way there, with the ledger's own {@link Health}. */
final class SimulatedHolds {

    private static final Settings.Hold HOLD =
            new Settings.Hold(Duration.ofMillis(50), Duration.ofDays(1), 3, 2, Duration.ofSeconds(2));

    private final Random random;
    private Health own = Health.GOOD;
    private Health all = Health.GOOD;
    private Health committedOwn = Health.GOOD;
    private Health committedAll = Health.GOOD;

    SimulatedHolds(Random random) {
        this.random = random;
    }

    Standing standing() {
        return Standing.of(own, all);
    }

    boolean admits(long now) {
        Hold its = own.hold();
        Hold hold = all.hold() == null ? its : all.hold();
        boolean byPerson = its != null && its.byPerson();
        return hold == null || (!hold.byPerson() && !byPerson && now >= hold.probeAt());
    }

    void launched(long now) {
        own = own.probing(now, HOLD);
        all = all.probing(now, HOLD);
    }

    void learned(Evidence evidence, long now) {
        all = all.ofWay(evidence, now, HOLD);
        own = own.ofIntegration(evidence, now, HOLD);
    }

    /** A person says something. */
    void command(long now) {
        switch (random.nextInt(3)) {
            case 0 -> own = own.heldByPerson(Scope.INTEGRATION, now);
            case 1 -> all = all.heldByPerson(Scope.KEY, now);
            default -> release(now);
        }
    }

    void release(long now) {
        own = own.released(now);
        all = all.released(now);
    }

    void commit() {
        committedOwn = own;
        committedAll = all;
    }

    void abort() {
        own = committedOwn;
        all = committedAll;
    }
}
