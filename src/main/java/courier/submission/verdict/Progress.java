package courier.submission.verdict;

/**
 * How much of a request may have left.
 *
 * <p>The last byte is the one that counts. It is the JSON's closing brace, and Courier notes it right before handing it
 * to the transport. Until then nothing can have come of the request: HTTP frames it by its length, its chunks or its
 * stream's end, so that no server or proxy takes it for whole; and one that passed on the part that it had would pass
 * on text that no JSON parser accepts. What was sent in part is therefore as good as unsent.
 */
public enum Progress {
    /** Not a byte of it. */
    NOTHING_SENT,
    /** Some of it; its last byte was never handed to the transport, so nobody can have read a whole request. */
    PARTLY_SENT,
    /** The last byte was handed over; whether it arrived is not known. */
    FULLY_SENT
}
