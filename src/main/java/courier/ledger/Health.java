package courier.ledger;

import courier.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Whether an integration works, as far as its answers tell. Durable, so that a hold survives restarts and rebalances.
 *
 * @param failuresInRow outages in a row
 * @param hold why and since when nothing but a probing call is made; null while it works
 */
record Health(int failuresInRow, @Nullable Hold hold) {

    static final Health GOOD = new Health(0, null);

    /** Times are milliseconds since the epoch. */
    record Hold(String code, long since, long probeAt, int probes) {}

    Health failing(String code, long now, Settings.Hold settings) {
        Health counted = new Health(failuresInRow + 1, hold);
        return counted.failuresInRow >= settings.failuresInRow() ? counted.held(code, now, settings) : counted;
    }

    Health held(String code, long now, Settings.Hold settings) {
        return hold != null
                ? this
                : new Health(
                        failuresInRow,
                        new Hold(code, now, now + settings.probeInterval().toMillis(), 0));
    }

    /** A call is about to be made during the hold: the next one is an interval away. */
    Health probing(long now, Settings.Hold settings) {
        return hold == null
                ? this
                : new Health(
                        failuresInRow,
                        new Hold(
                                hold.code(),
                                hold.since(),
                                now + settings.probeInterval().toMillis(),
                                hold.probes() + 1));
    }

    /** Whether a call may be made now; during a hold one at a time. */
    boolean admits(long now, long underWay) {
        return hold == null || (underWay == 0 && now >= hold.probeAt());
    }

    /** Whether an intent that was admitted at the given time has been kept for as long as a hold may last. */
    boolean spent(long admittedAt, long now, Settings.Hold settings) {
        return hold != null
                && now - Math.max(hold.since(), admittedAt) > settings.limit().toMillis();
    }
}
