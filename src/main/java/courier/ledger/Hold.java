package courier.ledger;

import courier.config.Settings;
import courier.outcome.Scope;

/**
 * Why and since when nothing but a probing call is made. Times are milliseconds since the epoch.
 *
 * <p>A call that began before the hold did proves nothing: what it met was the time before. So a success ends the hold,
 * and a failure counts as a probe's, only if its call began after {@code since}.
 *
 * @param scope an integration's, or that of all that goes the same way to Kombo
 * @param code what began it
 * @param probeAt when the next probing call is due
 * @param probes probing calls made
 * @param doubts how many of them, one after the other, ended in doubt
 * @param byPerson whether a person began it: no call is made then, and only a person ends it
 * @param expired whether an intent has been kept for too long
 * @param extendedUntil until when a person has allowed it to last; 0 if none has
 */
public record Hold(
        Scope scope,
        String code,
        long since,
        long probeAt,
        int probes,
        int doubts,
        boolean byPerson,
        boolean expired,
        long extendedUntil) {

    /** The interval between probes that end in doubt doubles so many times: each costs a person a look at the ATS. */
    private static final int DOUBLINGS_MAX = 5;

    static Hold begun(Scope scope, String code, long now, Settings.Hold settings) {
        return new Hold(scope, code, now, now + settings.probeInterval().toMillis(), 0, 0, false, false, 0);
    }

    static Hold byPerson(Scope scope, long now) {
        return new Hold(scope, Codes.HELD_BY_PERSON, now, Long.MAX_VALUE, 0, 0, true, false, 0);
    }

    /** A person takes it over: from now on nobody but a person ends it. */
    Hold pinned() {
        return new Hold(scope, code, since, Long.MAX_VALUE, probes, doubts, true, expired, extendedUntil);
    }

    /** A call is about to be made: the next one is an interval away. */
    Hold probing(long now, Settings.Hold settings) {
        long next = now + settings.probeInterval().toMillis();
        return new Hold(scope, code, since, next, probes + 1, doubts, byPerson, expired, extendedUntil);
    }

    /** A call that began during the hold proved nothing. */
    Hold unproven(boolean inDoubt, long now, Settings.Hold settings) {
        int doubtsInRow = inDoubt ? doubts + 1 : 0;
        int doublings = Math.clamp(doubtsInRow - 1, 0, DOUBLINGS_MAX);
        long next = now + (settings.probeInterval().toMillis() << doublings);
        return new Hold(
                scope, code, since, Math.max(probeAt, next), probes, doubtsInRow, byPerson, expired, extendedUntil);
    }

    Hold extended(long until) {
        return new Hold(
                scope,
                code,
                since,
                probeAt,
                probes,
                doubts,
                byPerson,
                expired && until <= extendedUntil,
                Math.max(extendedUntil, until));
    }

    Hold outlasted() {
        return new Hold(scope, code, since, probeAt, probes, doubts, byPerson, true, extendedUntil);
    }

    /** Whether a call that began at this time has met the hold's own time. */
    boolean during(long startedAt) {
        return startedAt > since;
    }

    /** Until when an intent admitted at the given time is kept. */
    long keeps(long admittedAt, Settings.Hold settings) {
        return Math.max(Math.max(since, admittedAt) + settings.limit().toMillis(), extendedUntil);
    }
}
