package courier.tracing;

import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedHeader;
import courier.avro.internal.ArrivedIntent;
import courier.avro.internal.WaitingHeader;
import courier.avro.internal.WaitingRecord;
import courier.intent.Identity;
import courier.intent.Origin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What spans are about: a record of the intents topic.
 *
 * @param identity null where it could not be read
 * @param jobId null where it could not be read
 * @param origin null for what is told after the intent's end: {@code context} is then that of its end
 * @param context what its headers brought; null for nothing valid
 */
public record Traced(
        @Nullable Identity identity,
        @Nullable String jobId,
        @Nullable Origin origin,
        @Nullable TraceContext context) {

    /** An intent's record. */
    public static Traced of(ArrivedIntent arrived) {
        var intent = arrived.getIntent();
        List<ArrivedHeader> headers = arrived.getHeaders();
        return new Traced(
                new Identity(intent.getIntegrationId(), intent.getIntentId(), intent.getGeneration()),
                intent.getJobId(),
                origin(arrived.getSource()),
                context(headers, ArrivedHeader::getKey, ArrivedHeader::getValue));
    }

    /** A record that could not be read. */
    public static Traced of(WaitingRecord record) {
        List<WaitingHeader> headers = record.getHeaders();
        return new Traced(
                null,
                null,
                origin(record.getSource()),
                context(headers, WaitingHeader::getKey, WaitingHeader::getValue));
    }

    /** An intent that has ended. */
    public static Traced ended(Identity identity, @Nullable String jobId, @Nullable TraceContext context) {
        return new Traced(identity, jobId, null, context);
    }

    private static Origin origin(SourcePosition source) {
        return new Origin(source.getTopic(), source.getPartition(), source.getOffset(), source.getTimestamp());
    }

    private static <H> @Nullable TraceContext context(
            List<H> headers, Function<H, String> key, Function<H, @Nullable ByteBuffer> value) {
        return TraceContext.of(
                last(TraceContext.TRACEPARENT, headers, key, value),
                last(TraceContext.TRACESTATE, headers, key, value));
    }

    /** Of several the last, as Kafka's clients have it: whoever passes a record on adds theirs. */
    private static <H> byte @Nullable [] last(
            String wanted, List<H> headers, Function<H, String> key, Function<H, @Nullable ByteBuffer> value) {
        ByteBuffer last = null;
        for (H header : headers) {
            if (wanted.equals(key.apply(header))) {
                last = value.apply(header);
            }
        }
        if (last == null) {
            return null;
        }
        byte[] bytes = new byte[last.remaining()];
        last.duplicate().get(bytes);
        return bytes;
    }
}
