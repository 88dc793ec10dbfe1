package courier.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Traces.
 *
 * @param endpoint where spans are sent by OTLP over HTTP; null for nowhere
 * @param samplingRatio the share of traces that is recorded, of those that begin with Courier
 * @param timeout for a batch of spans, and for what is left at the worker's end
 * @param queueMax spans that wait at a time; more are dropped
 */
public record TracingSettings(@Nullable URI endpoint, double samplingRatio, Duration timeout, int queueMax) {}
