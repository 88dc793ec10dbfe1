package courier.ledger;

import courier.config.Settings;
import courier.outcome.Scope;
import java.time.Duration;
import java.util.Random;

/** The holds of a {@link World}'s one integration and of the way there, with the ledger's own {@link Health}. */
final class SimulatedHolds {

    private static final Settings.Hold HOLD = new Settings.Hold(Duration.ofMillis(50), Duration.ofDays(1), 3);

    private final Random random;
    private Health own = Health.GOOD;
    private Health all = Health.GOOD;
    private Health committedOwn = Health.GOOD;
    private Health committedAll = Health.GOOD;

    SimulatedHolds(Random random) {
        this.random = random;
    }

    Standing standing() {
        return new Standing(own.hold() != null || all.hold() != null, Math.max(own.heldUntil(), all.heldUntil()));
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
        all = learned(all, evidence.way(), evidence.trouble(evidence.scope()), now);
        own = learned(own, evidence.integration(), evidence.trouble(Scope.INTEGRATION), now);
    }

    private static Health learned(Health health, Evidence.Finding finding, Health.Trouble trouble, long now) {
        return switch (finding) {
            case GOOD -> health.proven(trouble.startedAt(), now);
            case FAILING -> health.failing(trouble, now, HOLD);
            case BROKEN -> health.held(trouble, now, HOLD);
            case SILENT -> health.unproven(trouble.startedAt(), trouble.inDoubt(), now, HOLD);
        };
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
