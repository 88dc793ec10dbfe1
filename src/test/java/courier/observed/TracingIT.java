package courier.observed;

import static courier.observed.TraceCollector.attributes;
import static courier.observed.TraceCollector.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.ledger.Codes;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Traces of worker processes, as a collector and the readers of the topics see them. */
@WithParts
class TracingIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String PRODUCER = "b7ad6b7169203331";
    private static final String STATE = "rojo=00f067aa0ba902b7";

    @Test
    void shouldTellTheWholeWayInTheProducersTrace(Broker broker, Registry registry, KomboStandIn kombo) {
        kombo.behaviours().ofJob("flaky", Behaviour.first(1, Act.Refuse.with(ErrorCode.REMOTE_UNAVAILABLE)));
        kombo.behaviours().ofJob("warned", Behaviour.always(new Act.Warn(List.of("No field for the phone."))));
        try (TraceCollector collector = new TraceCollector();
                Site site = new Site(
                        settings(broker, registry, kombo, collector.address().toString(), 8192))) {
            Workers.Seen worker = site.workers.start("one");
            site.ask("a", "flaky", trace("a1"));
            site.ask("b", "warned", trace("b1"));
            site.stream.ask(key("no avro"), key("no avro"), headers(trace("c1")));
            // after a 503 the success warns that there may be two
            site.await("a1", 2);
            site.await("b1", 2);
            site.await("c1", 1);

            assertThat(worker.worker().stop()).isZero();

            List<Span> spans = collector.trace(trace("a1"));
            assertThat(spans)
                    .extracting(Span::getName)
                    .containsExactly(
                            "admission", "queue", "attachments", "call", "queue", "attachments", "call", "outcome");
            assertHangTogether(spans);
            List<Span> calls =
                    spans.stream().filter(span -> span.getName().equals("call")).toList();
            assertThat(attributes(calls.getFirst()))
                    .containsEntry("courier.attempt", "1")
                    .containsEntry("courier.verdict", "retry")
                    .containsEntry("http.response.status_code", "503");
            assertThat(attributes(calls.getLast()))
                    .containsEntry("courier.attempt", "2")
                    .containsEntry("courier.verdict", "settle")
                    .doesNotContainKey("error.type");
            assertThat(site.traceparents("a1"))
                    .containsOnly(
                            "00-" + trace("a1") + "-" + hex(spans.getLast().getSpanId()) + "-01");
            assertThat(site.records("b1"))
                    .as("the success and its warning")
                    .hasSize(2)
                    .allSatisfy(
                            record -> assertThat(header(record, "tracestate")).isEqualTo(STATE));
            assertThat(site.traceparents("b1").stream().distinct()).hasSize(1);
            assertThat(collector.trace(trace("c1"))).extracting(Span::getName).containsExactly("admission", "outcome");
            assertThat(collector.resources())
                    .allSatisfy(resource -> assertThat(resource)
                            .containsEntry("service.name", site.settings.kafka().applicationId()));
            assertThat(collector.text())
                    .doesNotContain("Ada", "Sample", "@example.com", WithParts.API_KEY, "No field for the phone");
        }
    }

    /** The producer's span, then the admission, then everything else below that, none before what it waits for. */
    private static void assertHangTogether(List<Span> spans) {
        Span admission = spans.getFirst();
        assertThat(hex(admission.getParentSpanId())).isEqualTo(PRODUCER);
        for (int i = 1; i < spans.size(); i++) {
            Span span = spans.get(i);
            assertThat(span.getParentSpanId()).as(span.getName()).isEqualTo(admission.getSpanId());
            assertThat(span.getStartTimeUnixNano())
                    .isGreaterThanOrEqualTo(spans.get(i - 1).getEndTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
        }
    }

    @Test
    void shouldKeepTheTraceWhenTheWorkerIsKilledInMidCall(Broker broker, Registry registry, KomboStandIn kombo) {
        kombo.behaviours().ofJob("hangs", Behaviour.always(new Act.Hang()));
        try (TraceCollector collector = new TraceCollector();
                Site site = new Site(
                        settings(broker, registry, kombo, collector.address().toString(), 8192))) {
            Workers.Seen first = site.workers.start("one");
            site.ask("k", "hangs", trace("d1"));
            await().atMost(SOON).until(() -> kombo.journal().postsOf("k").size() == 1);
            await().atMost(SOON)
                    .until(() -> collector.trace(trace("d1")).stream()
                            .anyMatch(span -> span.getName().equals("attachments")));

            first.worker().kill();
            Workers.Seen second = site.workers.start("one");
            assertThat(site.stream.awaitDeadLetter("k").getCode()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(second.worker().stop()).isZero();

            List<Span> spans = collector.trace(trace("d1"));
            assertThat(spans)
                    .extracting(Span::getName)
                    .as("the call itself died with its worker")
                    .containsExactly("admission", "queue", "attachments", "outcome");
            assertHangTogether(spans);
            assertThat(attributes(spans.getLast())).containsEntry("courier.code", Codes.OUTCOME_UNKNOWN);
            assertThat(site.traceparents("d1"))
                    .containsExactly(
                            "00-" + trace("d1") + "-" + hex(spans.getLast().getSpanId()) + "-01");
        }
    }

    @Test
    void shouldTellNothingByDefaultAndPassTheContextOn(Broker broker, Registry registry, KomboStandIn kombo) {
        kombo.behaviours().ofJob("refused", Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        try (Site site = new Site(TestSettings.fresh(broker, registry, kombo))) {
            Workers.Seen worker = site.workers.start("one");
            site.ask("a", "fine", trace("e1"));
            site.ask("b", "refused", trace("e2"));
            site.stream.ask(SampleIntents.of("untraced"), Map.of("traceparent", "nonsense", "tracestate", STATE));
            site.await("e1", 1);
            site.await("e2", 1);
            site.stream.awaitSuccess("untraced");

            Scrape scrape = site.workers.scrape(worker);

            assertThat(List.of("e1", "e2"))
                    .allSatisfy(mark -> assertThat(site.records(mark))
                            .singleElement()
                            .satisfies(record -> {
                                assertThat(header(record, "traceparent")).isEqualTo(parent(trace(mark)));
                                assertThat(header(record, "tracestate")).isEqualTo(STATE);
                            }));
            assertThat(site.stream.records())
                    .filteredOn(record -> record.headers().lastHeader("tracestate") == null)
                    .as("an invalid context is dropped")
                    .hasSize(1);
            assertThat(scrape.sum("courier_spans_sent_total")).hasValue(0);
            assertThat(scrape.sum("courier_spans_lost_total")).hasValue(0);
            assertThat(worker.worker().stop()).isZero();
        }
    }

    @Test
    void shouldWorkOnWhereTheCollectorIsAwayAndCountWhatIsLost(Broker broker, Registry registry, KomboStandIn kombo)
            throws IOException {
        int intents = 40;
        String nobody = "http://127.0.0.1:" + freePort();
        try (Site site = new Site(settings(broker, registry, kombo, nobody, 20))) {
            Workers.Seen worker = site.workers.start("one");
            for (int i = 0; i < intents; i++) {
                site.ask("i-" + i, "fine", trace("f1"));
            }
            site.await("f1", intents);

            await().atMost(SOON)
                    .until(() -> site.workers
                                    .scrape(worker)
                                    .sum("courier_spans_lost_total")
                                    .orElse(0)
                            == intents * 5.0);

            assertThat(site.workers.scrape(worker).sum("courier_spans_sent_total"))
                    .hasValue(0);
            assertThat(site.stream.successes()).hasSize(intents);
            assertThat(worker.worker().stop()).isZero();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Settings settings(
            Broker broker, Registry registry, KomboStandIn kombo, String endpoint, int queueMax) {
        Map<String, String> values = new HashMap<>();
        // a call that hangs must outlast its worker
        values.put("kombo.request-timeout", "60s");
        values.put("tracing.endpoint", endpoint);
        values.put("tracing.queue-max", Integer.toString(queueMax));
        return TestSettings.fresh(broker, registry, kombo, values);
    }

    private static String trace(String mark) {
        return "0af7651916cd43dd8448eb211c8031" + mark;
    }

    private static String parent(String trace) {
        return "00-" + trace + "-" + PRODUCER + "-01";
    }

    private static Map<String, String> headers(String trace) {
        return Map.of("traceparent", parent(trace), "tracestate", STATE);
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** An application with its workers, and both ends of it. Used by one thread. */
    private static final class Site implements AutoCloseable {

        private final Settings settings;
        private final Workers workers;
        private final Stream stream;

        Site(Settings settings) {
            this.settings = settings;
            this.workers = new Workers(settings);
            this.stream = new Stream(settings);
        }

        void ask(String intentId, String jobId, String trace) {
            ApplicationIntent intent = SampleIntents.of(SampleIntents.INTEGRATION, intentId, jobId);
            stream.ask(intent, headers(trace));
        }

        void await(String mark, int records) {
            org.awaitility.Awaitility.await().atMost(Workers.SOON).until(() -> {
                stream.read();
                return records(mark).size() == records;
            });
        }

        /** The records of a trace. */
        List<ConsumerRecord<byte[], byte[]>> records(String mark) {
            return stream.records().stream()
                    .filter(record -> header(record, "traceparent").contains(trace(mark)))
                    .toList();
        }

        List<String> traceparents(String mark) {
            return records(mark).stream()
                    .map(record -> header(record, "traceparent"))
                    .toList();
        }

        @Override
        public void close() {
            stream.close();
            workers.close();
        }
    }
}
