package courier.ledger;

import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedHeader;
import courier.avro.internal.ArrivedIntent;
import courier.testing.SampleIntents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Intents as they come to the ledger. */
final class Arriving {

    private Arriving() {}

    static ArrivedIntent intent(String integration, String intentId, long timestamp) {
        return ArrivedIntent.newBuilder()
                .setIntent(SampleIntents.of(integration, intentId, "job-1"))
                .setSource(new SourcePosition("intents", 0, 0L, timestamp))
                .setDigest(ByteBuffer.allocate(32))
                .build();
    }

    /** One that belongs to a trace. */
    static ArrivedIntent traced(String intentId, long timestamp, String traceparent) {
        ByteBuffer value = ByteBuffer.wrap(traceparent.getBytes(StandardCharsets.UTF_8));
        return ArrivedIntent.newBuilder(intent(TaskBench.INTEGRATION, intentId, timestamp))
                .setHeaders(List.of(new ArrivedHeader("traceparent", value)))
                .build();
    }
}
