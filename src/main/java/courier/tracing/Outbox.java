package courier.tracing;

import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans on their way to the collector. So many wait at most, those being sent included; what comes beyond is dropped.
 * So each span is either sent or counted as lost, which the batches' own queue does not tell.
 *
 * <p>Threads: spans come on any thread, which is never held up; batches leave on one of OpenTelemetry's.
 */
final class Outbox implements SpanProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final Duration GATHERING = Duration.ofSeconds(1);
    private static final int BATCH = 512;

    private final int most;
    private final Meters meters;
    private final SpanProcessor batches;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean closed;

    Outbox(SpanExporter collector, int most, Duration timeout, Meters meters) {
        this.most = most;
        this.meters = meters;
        this.batches = BatchSpanProcessor.builder(new Counted(collector))
                .setMaxQueueSize(most)
                .setMaxExportBatchSize(Math.min(BATCH, most))
                .setScheduleDelay(GATHERING)
                .setExporterTimeout(timeout)
                .build();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!closed && isRoom()) {
            batches.onEnd(span);
        } else {
            meters.count(Metric.SPANS_LOST, 1);
        }
    }

    private boolean isRoom() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        closed = true;
        return batches.shutdown();
    }

    /** What has not been sent by now will not be. */
    void giveUp() {
        int left = waiting.getAndSet(0);
        if (left > 0) {
            meters.count(Metric.SPANS_LOST, left);
        }
    }

    private void sent(int spans, boolean well) {
        if (waiting.addAndGet(-spans) < 0) {
            // given up, and counted as lost
            return;
        }
        meters.count(well ? Metric.SPANS_SENT : Metric.SPANS_LOST, spans);
        if (failing.getAndSet(!well) == well) {
            if (well) {
                LOG.info("The collector takes spans again");
            } else {
                LOG.atWarn()
                        .addKeyValue(LogKey.COUNT.text(), spans)
                        .log("Spans could not be brought to the collector (tracing.endpoint) and are lost; this is said"
                                + " once, courier_spans_lost_total counts on");
            }
        }
    }

    /** The collector, with its answers noted. */
    private final class Counted implements SpanExporter {

        private final SpanExporter collector;

        Counted(SpanExporter collector) {
            this.collector = collector;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            CompletableResultCode result = exported(spans);
            return result.whenComplete(() -> sent(count, result.isSuccess()));
        }

        private CompletableResultCode exported(Collection<SpanData> spans) {
            try {
                return collector.export(spans);
            } catch (RuntimeException _) {
                return CompletableResultCode.ofFailure();
            }
        }

        @Override
        public CompletableResultCode flush() {
            return collector.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return collector.shutdown();
        }
    }
}
