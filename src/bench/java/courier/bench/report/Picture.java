package courier.bench.report;

/** A plot, by the name of its file beside the report. */
public record Picture(String file, String caption) {}
