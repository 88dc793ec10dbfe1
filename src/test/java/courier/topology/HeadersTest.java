package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import courier.admission.Admission;
import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedIntent;
import courier.avro.internal.WaitingRecord;
import courier.encoding.InternalCodec;
import courier.testing.SampleIntents;
import courier.testing.TestSettings;
import courier.tracing.TraceContext;
import courier.tracing.Traced;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What the headers of an intent's record may do to it: nothing. */
class HeadersTest {

    private static final byte[] KEY = "job-1".getBytes(StandardCharsets.UTF_8);
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-aaaaaaaaaaaaaaaa-00";

    private final Decoder decoder = new Decoder(
            (_, _) -> SampleIntents.of("i-1"),
            new Admission(TestSettings.of(Map.of()).attachments()),
            RecordRoom.of(1 << 20, new Properties()));

    @Property(tries = 300)
    void shouldLetAnIntentInWhateverItsHeadersAre(@ForAll("headers") List<RecordHeader> headers) {
        WaitingRecord raw = raw(new RecordHeaders(headers.toArray(RecordHeader[]::new)));

        ArrivedIntent arrived = decoded(raw);

        assertThat(arrived.getViolations()).isEmpty();
        assertThat(arrived.getHeaders()).hasSameSizeAs(headers);
        assertThat(Traced.of(arrived).context()).isEqualTo(Traced.of(raw).context());
    }

    @Test
    void shouldTakeTheLastOfSeveralContexts() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", OTHER.getBytes(StandardCharsets.UTF_8));
        headers.add("tracestate", "rojo=1".getBytes(StandardCharsets.UTF_8));
        headers.add("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));

        assertThat(Traced.of(decoded(raw(headers))).context()).isEqualTo(new TraceContext(PARENT, "rojo=1"));
    }

    private ArrivedIntent decoded(WaitingRecord raw) {
        return switch (decoder.decode("intents", raw, 0)) {
            case Decoder.Result.Read(var _, byte[] payload) ->
                InternalCodec.of(ArrivedIntent.class).decode(payload);
            case Decoder.Result.Poison poison -> throw new AssertionError(poison.toString());
            case Decoder.Result.RegistryAway _ -> throw new AssertionError("no registry is asked");
        };
    }

    private static WaitingRecord raw(RecordHeaders headers) {
        return Decoder.raw(KEY, new byte[] {1}, headers, new SourcePosition("intents", 0, 1L, 2L));
    }

    @Provide
    Arbitrary<List<RecordHeader>> headers() {
        Arbitrary<String> names = Arbitraries.of("traceparent", "tracestate", "Traceparent", "", "x\uD83D");
        Arbitrary<byte[]> values = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(600),
                Arbitraries.of(PARENT, OTHER, "rojo=1").map(text -> text.getBytes(StandardCharsets.UTF_8)));
        Arbitrary<Integer> tenth = Arbitraries.integers().between(1, 10);
        return Combinators.combine(names, values, tenth)
                .as((name, value, draw) -> new RecordHeader(name, draw == 1 ? null : value))
                .list()
                .ofMaxSize(8);
    }
}
