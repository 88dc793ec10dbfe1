package courier.config;

import java.net.URI;
import java.time.Duration;

/** The settings of traces, each declared once. */
final class TracingKeys {

    static final Section SECTION = Section.of(
            "tracing",
            "Traces. W3C's headers traceparent and tracestate of an intent are passed on to what becomes of it, whatever"
                    + " is set here; they are never sent to Kombo.");
    static final Key<URI> ENDPOINT = SECTION.unset(
            "endpoint",
            Type.collector(),
            "not set: no spans are made",
            "Address of an OpenTelemetry collector that takes OTLP over HTTP, for example"
                    + " http://localhost:4318/v1/traces. Without a path it gets /v1/traces.");
    static final Key<Double> SAMPLING_RATIO = SECTION.key(
            "sampling-ratio",
            Type.ratio(),
            "1",
            "Share of the intents without a traceparent that are traced. One with a traceparent is traced if that is"
                    + " sampled.");
    static final Key<Duration> TIMEOUT = SECTION.key(
            "timeout",
            Type.duration(Duration.ofMillis(100), "100ms", Duration.ofMinutes(1), "1m"),
            "10s",
            "Longest time to bring a batch of spans to the collector, and what is left at the worker's end. No intent"
                    + " waits for it.");
    static final Key<Integer> QUEUE_MAX = SECTION.key(
            "queue-max",
            Type.integer(1, 1_000_000),
            "8192",
            "Spans that wait for the collector at a time, of some 2 kB of memory each. More are dropped and counted.");

    private TracingKeys() {}
}
