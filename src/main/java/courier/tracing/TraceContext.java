package courier.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace context as W3C's headers carry it: valid, and passed on as it came.
 *
 * @param traceparent the trace, the span to go on from, and whether it is sampled
 * @param tracestate what tracing systems add to that; null for none
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

    /** The header of {@link #traceparent()}. */
    public static final String TRACEPARENT = "traceparent";

    /** The header of {@link #tracestate()}. */
    public static final String TRACESTATE = "tracestate";

    /** A version to come may add fields; more than this is none. */
    private static final int LONGEST_PARENT = 128;

    /** W3C has everybody pass on this much, and nobody more. */
    private static final int LONGEST_STATE = 512;

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    /**
     * The context in the values of the two headers; null if there is none, or none that is valid. An invalid
     * {@code tracestate}, or one of more than 512 bytes, is left out.
     */
    public static @Nullable TraceContext of(byte @Nullable [] traceparent, byte @Nullable [] tracestate) {
        String parent = text(traceparent, LONGEST_PARENT);
        if (parent == null || !span(parent, null).isValid()) {
            return null;
        }
        String state = text(tracestate, LONGEST_STATE);
        boolean usable = state != null && !span(parent, state).getTraceState().isEmpty();
        return new TraceContext(parent, usable ? state : null);
    }

    /** The context of what follows a span. */
    static TraceContext of(String traceId, String spanId, boolean sampled, @Nullable String tracestate) {
        return new TraceContext("00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00"), tracestate);
    }

    /** One that was written before. */
    public static @Nullable TraceContext read(@Nullable String traceparent, @Nullable String tracestate) {
        return traceparent == null ? null : new TraceContext(traceparent, tracestate);
    }

    /** The headers that carry it. */
    public void eachHeader(BiConsumer<String, byte[]> header) {
        header.accept(TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
        if (tracestate != null) {
            header.accept(TRACESTATE, tracestate.getBytes(StandardCharsets.US_ASCII));
        }
    }

    SpanContext span() {
        return span(traceparent, tracestate);
    }

    private static SpanContext span(String traceparent, @Nullable String tracestate) {
        Map<String, String> headers = new HashMap<>();
        headers.put(TRACEPARENT, traceparent);
        if (tracestate != null) {
            headers.put(TRACESTATE, tracestate);
        }
        Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
        return Span.fromContext(read).getSpanContext();
    }

    /** A version to come may add what it likes, but a header has text. */
    private static @Nullable String text(byte @Nullable [] value, int longest) {
        if (value == null || value.length > longest) {
            return null;
        }
        for (byte b : value) {
            if ((b < ' ' && b != '\t') || b > '~') {
                return null;
            }
        }
        return new String(value, StandardCharsets.US_ASCII);
    }
}
