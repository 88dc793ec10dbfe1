package courier.ledger;

/**
 * When a decision is made, and with what luck.
 *
 * @param now milliseconds since the epoch
 * @param jitter evenly drawn from [0, 1), so that delays differ
 */
public record Moment(long now, double jitter) {}
