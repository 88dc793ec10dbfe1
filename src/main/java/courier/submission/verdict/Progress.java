package courier.submission.verdict;

/** How much of a request may have left. */
public enum Progress {
    /** Not a byte of it. */
    NOTHING_SENT,
    /** Some of it; its last byte was never handed to the transport, so nobody can have read a whole request. */
    PARTLY_SENT,
    /** The last byte was handed over; whether it arrived is not known. */
    FULLY_SENT
}
