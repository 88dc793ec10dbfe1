package courier.submission.limit;

/**
 * A request that is no call for an intent: it counts in the API key's window, and takes no slot.
 *
 * @param number its number among all starts
 * @param startedAt when it was granted, in nanoseconds of the limiter's clock
 */
public record Aside(long number, long startedAt) {}
