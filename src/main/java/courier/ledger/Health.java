package courier.ledger;

import courier.config.Settings;
import courier.outcome.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Whether an integration works, or the way to Kombo, as far as answers tell. Durable, so that a hold survives restarts
 * and rebalances. Times are milliseconds since the epoch.
 *
 * @param failuresInRow outages in a row
 * @param provenAt when the newest call began that was proof of health; what began before it is no news of trouble
 * @param heldUntil when the last hold ended; 0 if there was none
 * @param hold null while it works
 * @param refusals what counts toward the budget of dead letters
 */
record Health(
        int failuresInRow,
        long provenAt,
        long heldUntil,
        @Nullable Hold hold,
        Refusals refusals) {

    static final Health GOOD = new Health(0, 0, 0, null, Refusals.NONE);

    /**
     * A sign that something is wrong.
     *
     * @param inDoubt whether the call may have been carried out
     * @param startedAt when it began
     */
    record Trouble(Scope scope, String code, boolean inDoubt, long startedAt) {}

    /** What a call's outcome tells of the integration that it went to. */
    Health ofIntegration(Evidence evidence, long now, Settings.Hold settings) {
        Health next = learned(evidence.integration(), evidence, Scope.INTEGRATION, now, settings);
        if (evidence.success()) {
            return next.delivered();
        }
        return evidence.refusal() ? next.refused(evidence.trouble(Scope.INTEGRATION), now, settings) : next;
    }

    /** What it tells of the way that all calls have in common. */
    Health ofWay(Evidence evidence, long now, Settings.Hold settings) {
        return learned(evidence.way(), evidence, evidence.scope(), now, settings);
    }

    private Health learned(Evidence.Finding finding, Evidence evidence, Scope scope, long now, Settings.Hold settings) {
        return switch (finding) {
            case GOOD ->
                evidence.success() || !flooded()
                        ? proven(evidence.startedAt(), now)
                        : unproven(evidence.startedAt(), false, now, settings);
            case FAILING -> failing(evidence.trouble(scope), now, settings);
            case BROKEN -> held(evidence.trouble(scope), now, settings);
            case SILENT -> unproven(evidence.startedAt(), evidence.inDoubt(), now, settings);
        };
    }

    /** Whether it is held for its refusals: it answered all along, so only a success proves anything. */
    private boolean flooded() {
        return hold != null && hold.refusal() != null;
    }

    /** An intent was refused: too many with the same code, and the integration is held. */
    Health refused(Trouble trouble, long now, Settings.Hold settings) {
        int budget = settings.deadLetterBudget();
        if (budget == 0 || hold != null || trouble.startedAt() <= heldUntil) {
            return this;
        }
        Refusals counted = refusals.and(trouble.code(), now, settings.deadLetterWindow());
        return counted.of(trouble.code()) < budget
                ? new Health(failuresInRow, provenAt, heldUntil, null, counted)
                : new Health(
                        failuresInRow, provenAt, heldUntil, Hold.spent(trouble.code(), now, settings), Refusals.NONE);
    }

    /** An intent was delivered. */
    Health delivered() {
        return new Health(failuresInRow, provenAt, heldUntil, hold, refusals.lessOne());
    }

    /** A call that began at the given time was proof of health. */
    Health proven(long startedAt, long now) {
        long proven = Math.max(provenAt, startedAt);
        if (hold == null) {
            return new Health(0, proven, heldUntil, null, refusals);
        }
        boolean ends = hold.during(startedAt) && !hold.byPerson();
        return ends
                ? new Health(0, proven, now, null, Refusals.NONE)
                : new Health(failuresInRow, proven, heldUntil, hold, refusals);
    }

    /** A call failed as in an outage; so many in a row begin a hold. */
    Health failing(Trouble trouble, long now, Settings.Hold settings) {
        if (hold != null) {
            return unproven(trouble.startedAt(), trouble.inDoubt(), now, settings);
        }
        if (trouble.startedAt() < provenAt) {
            return this;
        }
        Health counted = new Health(failuresInRow + 1, provenAt, heldUntil, null, refusals);
        return counted.failuresInRow >= settings.failuresInRow() ? counted.held(trouble, now, settings) : counted;
    }

    /** An answer says that all calls will fail until somebody acts. */
    Health held(Trouble trouble, long now, Settings.Hold settings) {
        if (hold != null) {
            return unproven(trouble.startedAt(), trouble.inDoubt(), now, settings);
        }
        return trouble.startedAt() < provenAt ? this : with(Hold.begun(trouble.scope(), trouble.code(), now, settings));
    }

    /** A call said nothing of what the hold is about: a probe that has to be made again. */
    Health unproven(long startedAt, boolean inDoubt, long now, Settings.Hold settings) {
        return hold != null && hold.during(startedAt) ? with(hold.unproven(inDoubt, now, settings)) : this;
    }

    /** A call is about to be made. */
    Health probing(long now, Settings.Hold settings) {
        return hold == null ? this : with(hold.probing(now, settings));
    }

    /** A person ends the hold; what is still under way from before must not begin it anew. */
    Health released(long now) {
        return hold == null ? this : new Health(0, Math.max(provenAt, now), now, null, Refusals.NONE);
    }

    /** A person begins a hold, or makes one their own. */
    Health heldByPerson(Scope scope, long now) {
        return with(hold == null ? Hold.byPerson(scope, now) : hold.pinned());
    }

    Health with(Hold next) {
        return new Health(failuresInRow, provenAt, heldUntil, next, refusals);
    }
}
