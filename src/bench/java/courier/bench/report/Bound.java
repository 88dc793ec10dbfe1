package courier.bench.report;

/**
 * Something that was promised of speed, and whether this run kept it.
 *
 * @param promise in words, with its number
 * @param measured the figure that is held against it, in words
 */
public record Bound(String promise, String measured, boolean met) {}
