package courier.submission.limit;

import java.time.Duration;

/** What came of asking for a place for a call. */
public sealed interface Reservation {

    /** There is one; whoever gets the permit closes it. */
    record Granted(Permit permit) implements Reservation {}

    /** The integration has as much under way as it may. Its next end makes room. */
    record IntegrationFull() implements Reservation {}

    /** The worker has as much under way as it may. The integration stands in line if it asks again soon. */
    record WorkerFull() implements Reservation {}

    /**
     * The attachments do not fit beside those under way, or others have waited for that longer. The integration stands
     * in line if it asks again soon; calls without attachments pass.
     */
    record BytesFull() implements Reservation {}

    /**
     * No call may be made for a while.
     *
     * @param rest how long
     */
    record Paused(Duration rest) implements Reservation {}
}
