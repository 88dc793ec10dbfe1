package courier.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.intent.Identity;
import courier.intent.Origin;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PRODUCER = "b7ad6b7169203331";
    private static final Identity IDENTITY = new Identity("workday:abc", "i-1", 0);
    private static final Origin ORIGIN = new Origin("intents", 2, 17, 1_000);
    private static final Stage.Admission ADMITTED = new Stage.Admission("admitted", null, 1_500);
    private static final Stage.Outcome SUCCESS = new Stage.Outcome(Stage.End.SUCCESS, null, "n-1", 4_000, 4_100);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Collector collector = new Collector();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private Spans spans = spans(Map.of());

    @AfterEach
    void close() {
        spans.close();
    }

    @Test
    void shouldHangEveryStageBelowTheAdmissionAndThatBelowTheProducer() {
        Traced intent = intent("01");

        spans.tell(intent, ADMITTED);
        spans.tell(intent, new Stage.Queue(1, 1_500, 2_000));
        spans.tell(intent, new Stage.Attachments(1, 2_000, 2_100, null));
        spans.tell(intent, call(200, "settle", null));
        TraceContext context = spans.tellEnd(intent, SUCCESS);
        spans.close();

        assertThat(collector.spans()).extracting(SpanData::getTraceId).containsOnly(TRACE);
        SpanData admission = collector.span("admission");
        assertThat(admission.getParentSpanId()).isEqualTo(PRODUCER);
        assertThat(millis(admission.getStartEpochNanos())).isEqualTo(1_000);
        assertThat(millis(admission.getEndEpochNanos())).isEqualTo(1_500);
        assertThat(List.of("queue", "attachments", "call", "outcome"))
                .allSatisfy(name ->
                        assertThat(collector.span(name).getParentSpanId()).isEqualTo(admission.getSpanId()));
        assertThat(context).isNotNull();
        assertThat(context.traceparent())
                .isEqualTo("00-" + TRACE + "-" + collector.span("outcome").getSpanId() + "-01");
        assertThat(context.tracestate()).isEqualTo("rojo=1");
    }

    @Test
    void shouldTellACallAsAnHttpClientDoes() {
        spans.tell(intent("01"), call(404, "reject", "ATS.JOB_NOT_FOUND"));
        spans.tell(intent("01"), call(null, "doubt", "READ_TIMEOUT"));
        spans.close();

        SpanData refused = collector.spans().getFirst();
        assertThat(refused.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(refused))
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", 404L)
                .containsEntry("server.address", "api.kombo.dev")
                .containsEntry("server.port", 443L)
                .containsEntry("url.full", "https://api.kombo.dev/v1/ats/jobs/job-1/applications")
                .containsEntry("error.type", "404")
                .containsEntry("courier.code", "ATS.JOB_NOT_FOUND")
                .containsEntry("courier.verdict", "reject")
                .containsEntry("courier.attempt", 1L);
        assertThat(attributes(collector.spans().getLast()))
                .containsEntry("error.type", "READ_TIMEOUT")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void shouldTellAdmissionAndOutcomeAsKafkasClientsDo() {
        spans.tell(intent("01"), new Stage.Admission("refused", "INVALID_INTENT", 1_500));
        spans.tell(intent("01"), new Stage.Outcome(Stage.End.DEAD_LETTER, "INVALID_INTENT", "", 1_500, 1_500));
        spans.close();

        SpanData admission = collector.span("admission");
        assertThat(admission.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(attributes(admission))
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.destination.name", "intents")
                .containsEntry("messaging.destination.partition.id", "2")
                .containsEntry("messaging.kafka.offset", 17L)
                .containsEntry("courier.admission", "refused");
        SpanData outcome = collector.span("outcome");
        assertThat(outcome.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(outcome.getStatus().getDescription()).isEqualTo("INVALID_INTENT");
        assertThat(attributes(outcome))
                .containsEntry("messaging.destination.name", "application-dead-letters")
                .containsEntry("courier.end", "dead-letter");
    }

    @Test
    void shouldMakeWhatIsToldAgainTheSameSpan() {
        spans.tell(intent("01"), ADMITTED);
        spans.tell(intent("01"), new Stage.Admission("admitted", null, 1_700));
        TraceContext once = spans.tellEnd(intent("01"), SUCCESS);
        TraceContext again = spans.tellEnd(intent("01"), SUCCESS);
        spans.close();

        assertThat(again).isEqualTo(once);
        assertThat(collector.spans().stream().map(SpanData::getSpanId).distinct())
                .hasSize(2);
    }

    @Test
    void shouldGiveAnIntentWithoutATraceOneThatEveryWorkerFinds() {
        Traced intent = new Traced(IDENTITY, "job-1", ORIGIN, null);
        Traced replay = new Traced(IDENTITY.next(), "job-1", new Origin("intents", 2, 99, 2_000), null);

        spans.tell(intent, ADMITTED);
        TraceContext context = spans.tellEnd(intent, SUCCESS);
        spans.close();
        try (Spans other = spans(Map.of())) {
            other.tell(intent, new Stage.Queue(1, 0, 1));
            other.tell(replay, ADMITTED);
        }

        assertThat(collector.spans())
                .extracting(SpanData::getTraceId)
                .hasSize(4)
                .containsOnly(Ids.trace(IDENTITY, ORIGIN));
        assertThat(collector.span("admission").getParentSpanContext().isValid()).isFalse();
        assertThat(collector.span("queue").getParentSpanId())
                .isEqualTo(collector.span("admission").getSpanId());
        assertThat(context).isNotNull();
        assertThat(context.traceparent()).startsWith("00-" + Ids.trace(IDENTITY, ORIGIN));
    }

    @Test
    void shouldGoOnFromTheOutcomeWithWhatIsLearntLater() {
        TraceContext context = spans.tellEnd(intent("01"), SUCCESS);
        Stage.Outcome late = new Stage.Outcome(Stage.End.WARNING, "LEARNED_LATE", "n-2", 9_000, 9_000);

        TraceContext later = spans.tellEnd(Traced.ended(IDENTITY, "job-1", context), late);
        TraceContext none = spans.tellEnd(Traced.ended(IDENTITY, "job-1", null), late);
        spans.close();

        SpanData first = collector.spans().getFirst();
        SpanData second = collector.spans().getLast();
        assertThat(collector.spans()).hasSize(2);
        assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(later).isNotNull();
        assertThat(later.traceparent()).contains(second.getSpanId());
        assertThat(none).isNull();
    }

    @Test
    void shouldTellNothingOfATraceThatIsNotSampledAndPassItOn() {
        Traced unsampled = intent("00");
        Traced own = new Traced(IDENTITY, "job-1", ORIGIN, null);
        spans.close();
        spans = spans(Map.of("tracing.sampling-ratio", "0"));

        spans.tell(unsampled, ADMITTED);
        TraceContext passed = spans.tellEnd(unsampled, SUCCESS);
        TraceContext begun = spans.tellEnd(own, SUCCESS);
        spans.tell(intent("01"), ADMITTED);
        spans.close();

        assertThat(passed).isEqualTo(unsampled.context());
        assertThat(begun).isNotNull();
        assertThat(begun.traceparent()).endsWith("-00");
        assertThat(collector.spans()).as("the producer's decision counts").hasSize(1);
    }

    @Test
    void shouldTellAMomentWhereClocksDisagree() {
        spans.tell(intent("01"), new Stage.Queue(1, 5_000, 2_000));
        spans.close();

        assertThat(millis(collector.span("queue").getStartEpochNanos())).isEqualTo(2_000);
        assertThat(millis(collector.span("queue").getEndEpochNanos())).isEqualTo(2_000);
    }

    @Test
    void shouldCutWhatIsLongAndReplaceWhatIsNoCode() {
        Traced odd = new Traced(new Identity("x".repeat(5_000), "i", 0), "job", ORIGIN, context("01"));

        spans.tell(odd, new Stage.Admission("refused", "he said: jane@example.org", 1_500));
        spans.close();

        SpanData admission = collector.span("admission");
        assertThat(attributes(admission))
                .containsEntry("courier.code", "UNKNOWN")
                .containsEntry("courier.integration.id", "x".repeat(255));
        assertThat(admission.getStatus().getDescription()).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldDropAndCountWhatIsMoreThanMayWait() {
        spans.close();
        spans = spans(Map.of("tracing.queue-max", "10"));
        collector.manner = Collector.Manner.HANG;

        for (int i = 0; i < 50; i++) {
            spans.tell(intent("01"), new Stage.Queue(i, 0, 1));
        }

        assertThat(counted(Metric.SPANS_LOST)).isEqualTo(40);
        spans.close();
        assertThat(counted(Metric.SPANS_LOST)).as("those that waited, too").isEqualTo(50);
        assertThat(counted(Metric.SPANS_SENT)).isZero();
    }

    @Test
    void shouldCountWhatTheCollectorDoesNotTakeAndGoOn() {
        for (Collector.Manner manner : List.of(Collector.Manner.REFUSE, Collector.Manner.THROW)) {
            long lost = counted(Metric.SPANS_LOST);
            collector.manner = manner;
            spans.tell(intent("01"), ADMITTED);
            await().atMost(SOON).until(() -> counted(Metric.SPANS_LOST) == lost + 1);
        }
        collector.manner = Collector.Manner.TAKE;
        spans.tell(intent("01"), ADMITTED);
        await().atMost(SOON).until(() -> counted(Metric.SPANS_SENT) == 1);

        spans.close();
        spans.tell(intent("01"), ADMITTED);

        assertThat(counted(Metric.SPANS_SENT)).isEqualTo(1);
    }

    private Spans spans(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("tracing.timeout", "500ms");
        return new Spans(collector, TestSettings.of(all), "worker-1", meters);
    }

    private long counted(Metric metric) {
        return meters.counts().getOrDefault(metric, 0L);
    }

    private static Traced intent(String flags) {
        return new Traced(IDENTITY, "job-1", ORIGIN, context(flags));
    }

    private static @Nullable TraceContext context(String flags) {
        String parent = "00-" + TRACE + "-" + PRODUCER + "-" + flags;
        return TraceContext.of(parent.getBytes(StandardCharsets.UTF_8), "rojo=1".getBytes(StandardCharsets.UTF_8));
    }

    private static Stage.Call call(@Nullable Integer status, String verdict, @Nullable String code) {
        URI address = URI.create("https://api.kombo.dev/v1/ats/jobs/job-1/applications");
        return new Stage.Call(1, 2_100, 4_000, "POST", address, status, verdict, code);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Collection<Map.Entry<AttributeKey<?>, Object>> entries =
                span.getAttributes().asMap().entrySet();
        return entries.stream().collect(Collectors.toMap(entry -> entry.getKey().getKey(), Map.Entry::getValue));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
