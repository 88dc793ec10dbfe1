package courier.submission.limit;

import java.time.Duration;

/**
 * One integration's share of the limiter: its allowance, and what is under way for it.
 *
 * <p>Guarded by the limiter's lock.
 */
final class Lane {

    private static final double NEWEST = 0.125;

    private final String integrationId;
    private Allowance allowance;
    /** Permits that are not closed. */
    private int reserved;
    /** Of these, the ones whose calls have started and have not been answered. */
    private int atKombo;
    /** Calls of other workers, as the integration's owner sees them. */
    private int foreign;
    /** Of calls, on average, in nanoseconds; 0 before one has ended. */
    private double duration;

    private long idleSince;

    Lane(String integrationId, Allowance allowance) {
        this.integrationId = integrationId;
        this.allowance = allowance;
    }

    String integrationId() {
        return integrationId;
    }

    Allowance allowance() {
        return allowance;
    }

    int reserved() {
        return reserved;
    }

    int atKombo() {
        return atKombo;
    }

    long idleSince() {
        return idleSince;
    }

    /** These settings are in force. */
    void under(Allowance fresh) {
        allowance = allowance.under(fresh);
    }

    void foreign(int calls) {
        foreign = calls;
    }

    void pause(long until, long now) {
        allowance = allowance.paused(until);
        idleSince = now;
    }

    /** Whether another permit may be reserved. */
    boolean mayReserve(int ahead, Duration startBy) {
        return reserved + foreign < allowance.slots() + ahead(ahead, startBy);
    }

    /**
     * Reservations beyond the slots: no more than half of what the slots can start in time, so that one that is slower
     * than usual does not make the others late.
     */
    private int ahead(int most, Duration startBy) {
        if (duration == 0) {
            return 0;
        }
        double startable = allowance.slots() * (startBy.toNanos() / duration);
        return (int) Math.min(most, startable / 2);
    }

    boolean mayStart(long now) {
        return atKombo + foreign < allowance.slots() && now >= allowance.pausedUntil();
    }

    void reserve() {
        reserved++;
    }

    void start() {
        atKombo++;
    }

    void answered(Answer answer, Permit permit, long calls, long now) {
        boolean used = reserved + foreign >= allowance.slots();
        allowance = allowance.heard(
                answer, new Allowance.Traffic(permit.number(), calls, permit.then(), atKombo, used, now));
        atKombo--;
        switch (answer.tone()) {
            case FINE, SILENT -> {
                long took = now - permit.startedAt();
                duration = duration == 0 ? took : duration + NEWEST * (took - duration);
            }
            case FULL, THROTTLED, WINDOW_EMPTY, BROKEN -> {
                // refused at once: no call's duration
            }
        }
    }

    /** A permit that stood there is closed. */
    void end(Permit.Stage stage, long now) {
        reserved--;
        if (stage == Permit.Stage.STARTED) {
            atKombo--;
        }
        idleSince = now;
    }
}
