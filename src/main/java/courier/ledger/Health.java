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
 */
record Health(
        int failuresInRow,
        long provenAt,
        long heldUntil,
        @Nullable Hold hold) {

    static final Health GOOD = new Health(0, 0, 0, null);

    /**
     * A sign that something is wrong.
     *
     * @param inDoubt whether the call may have been carried out
     * @param startedAt when it began
     */
    record Trouble(Scope scope, String code, boolean inDoubt, long startedAt) {}

    /** A call that began at the given time was proof of health. */
    Health proven(long startedAt, long now) {
        long proven = Math.max(provenAt, startedAt);
        if (hold == null) {
            return new Health(0, proven, heldUntil, null);
        }
        boolean ends = hold.during(startedAt) && !hold.byPerson();
        return ends ? new Health(0, proven, now, null) : new Health(failuresInRow, proven, heldUntil, hold);
    }

    /** A call failed as in an outage; so many in a row begin a hold. */
    Health failing(Trouble trouble, long now, Settings.Hold settings) {
        if (hold != null) {
            return unproven(trouble.startedAt(), trouble.inDoubt(), now, settings);
        }
        if (trouble.startedAt() < provenAt) {
            return this;
        }
        Health counted = new Health(failuresInRow + 1, provenAt, heldUntil, null);
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
        return hold == null ? this : new Health(0, Math.max(provenAt, now), now, null);
    }

    /** A person begins a hold, or makes one their own. */
    Health heldByPerson(Scope scope, long now) {
        return with(hold == null ? Hold.byPerson(scope, now) : hold.pinned());
    }

    Health with(Hold next) {
        return new Health(failuresInRow, provenAt, heldUntil, next);
    }
}
