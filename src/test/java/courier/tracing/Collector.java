package courier.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces that takes spans, refuses them, or never answers. Safe for use by many threads. */
final class Collector implements SpanExporter {

    /** What it does with a batch. */
    enum Manner {
        TAKE,
        REFUSE,
        HANG,
        THROW
    }

    volatile Manner manner = Manner.TAKE;
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
        return switch (manner) {
            case TAKE -> {
                spans.addAll(batch);
                yield CompletableResultCode.ofSuccess();
            }
            case REFUSE -> CompletableResultCode.ofFailure();
            case HANG -> new CompletableResultCode();
            case THROW -> throw new IllegalStateException("a broken exporter");
        };
    }

    /** What it has taken. */
    List<SpanData> spans() {
        return spans;
    }

    SpanData span(String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among " + spans));
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
