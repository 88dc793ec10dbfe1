package courier.tracing;

import courier.config.Settings;
import courier.config.TracingSettings;
import courier.intent.Origin;
import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages as OpenTelemetry's spans.
 *
 * <pre>
 * the producer's span ─▶ admission ─┬─▶ queue, attachments, call   once for each attempt
 *                                   └─▶ outcome ─▶ outcome         a warning after the end
 * </pre>
 *
 * <p>Safe for use by many threads.
 */
final class Spans implements Tracing {

    private static final Logger LOG = LoggerFactory.getLogger(Spans.class);

    /**
     * OpenTelemetry's own log, which goes past ours; what it says of lost spans the outbox says. Held, or it is
     * forgotten.
     */
    private static final java.util.logging.Logger ITS_LOG = java.util.logging.Logger.getLogger("io.opentelemetry");

    private static final int LONGEST_VALUE = 255;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Ids ids;
    private final Sampler ratio;
    private final Outbox outbox;
    private final Settings settings;
    private final Meters meters;
    private final AtomicBoolean broken = new AtomicBoolean();

    Spans(SpanExporter collector, Settings settings, String instance, Meters meters) {
        TracingSettings tracing = settings.tracing();
        this.settings = settings;
        this.meters = meters;
        this.ids = new Ids();
        this.ratio = Sampler.traceIdRatioBased(tracing.samplingRatio());
        this.outbox = new Outbox(collector, tracing.queueMax(), tracing.timeout(), meters);
        this.provider = SdkTracerProvider.builder()
                .setResource(resource(settings.kafka().applicationId(), instance))
                .setIdGenerator(ids)
                .setSampler(Sampler.parentBased(ratio))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(outbox)
                .build();
        this.tracer = provider.get("courier");
    }

    static Spans to(URI endpoint, Settings settings, String instance, Meters meters) {
        ITS_LOG.setLevel(Level.OFF);
        SpanExporter collector = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setCompression("gzip")
                .setTimeout(settings.tracing().timeout())
                .setConnectTimeout(settings.tracing().timeout())
                // RATIONALE.md, "Why a span is lost rather than sent twice"
                .setRetryPolicy(null)
                .build();
        return new Spans(collector, settings, instance, meters);
    }

    private static Resource resource(String service, String instance) {
        String version = Spans.class.getPackage().getImplementationVersion();
        return Resource.create(Attributes.builder()
                .put("service.name", service)
                .put("service.instance.id", instance)
                .put("service.version", Objects.requireNonNullElse(version, "dev"))
                .build());
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void tell(Traced of, Stage stage) {
        try {
            SpanContext from = beginning(of);
            if (from == null || !from.isSampled()) {
                return;
            }
            switch (stage) {
                case Stage.Admission _ -> span(producer(of), from.getTraceId(), from.getSpanId(), of, stage);
                case Stage.Outcome outcome ->
                    span(from, from.getTraceId(), Ids.outcome(from.getSpanId(), outcome), of, stage);
                case Stage.Queue _, Stage.Attachments _, Stage.Call _ -> span(from, from.getTraceId(), null, of, stage);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public @Nullable TraceContext tellEnd(Traced of, Stage.Outcome outcome) {
        tell(of, outcome);
        try {
            SpanContext from = beginning(of);
            TraceContext context = of.context();
            if (from == null || (context != null && !from.isSampled())) {
                return context;
            }
            String id = from.isSampled() ? Ids.outcome(from.getSpanId(), outcome) : from.getSpanId();
            return TraceContext.of(
                    from.getTraceId(), id, from.isSampled(), context == null ? null : context.tracestate());
        } catch (RuntimeException e) {
            failed(e);
            return of.context();
        }
    }

    /** The span that the later ones go on from, whether it has been told or not; null for an end without a context. */
    private @Nullable SpanContext beginning(Traced of) {
        SpanContext given = producer(of);
        Origin origin = of.origin();
        if (origin == null) {
            return given;
        }
        String trace = given == null ? Ids.trace(of.identity(), origin) : given.getTraceId();
        return SpanContext.createFromRemoteParent(
                trace,
                Ids.admission(trace, origin),
                given == null ? sampled(trace) : given.getTraceFlags(),
                given == null ? TraceState.getDefault() : given.getTraceState());
    }

    private static @Nullable SpanContext producer(Traced of) {
        return of.context() == null ? null : of.context().span();
    }

    private TraceFlags sampled(String traceId) {
        boolean sampled = ratio.shouldSample(
                                Context.root(), traceId, "admission", SpanKind.CONSUMER, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
        return sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
    }

    private void span(@Nullable SpanContext parent, String traceId, @Nullable String spanId, Traced of, Stage stage) {
        Detail detail = Detail.of(of, stage, settings);
        SpanBuilder builder = tracer.spanBuilder(detail.name())
                .setParent(parent == null ? Context.root() : Context.root().with(Span.wrap(parent)))
                .setSpanKind(detail.kind())
                .setStartTimestamp(detail.from(), TimeUnit.MILLISECONDS)
                .setAllAttributes(detail.attributes());
        ids.give(traceId, spanId);
        try {
            Span span = builder.startSpan();
            if (detail.error() != null) {
                span.setStatus(StatusCode.ERROR, detail.error());
            }
            span.end(detail.to(), TimeUnit.MILLISECONDS);
        } finally {
            ids.clear();
        }
    }

    /** What goes wrong here must not be seen by an intent. */
    private void failed(RuntimeException e) {
        meters.count(Metric.SPANS_LOST, 1);
        if (broken.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getClass().getName())
                    .log("A stage could not be made a span: this is a bug of Courier's; it is said once");
        }
    }

    @Override
    public void close() {
        provider.shutdown().join(settings.tracing().timeout().toMillis(), TimeUnit.MILLISECONDS);
        outbox.giveUp();
    }
}
