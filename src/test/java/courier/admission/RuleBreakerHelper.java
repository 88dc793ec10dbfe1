package courier.admission;

import courier.avro.ApplicationIntent;
import courier.topology.Finding;
import io.opentelemetry.api.trace.Span;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Breaks the rules of the architecture, so that a test can see each rule notice. Used for nothing else. */
@SuppressWarnings("UnusedVariable")
final class RuleBreakerHelper {

    private @Nullable Finding topology;
    private @Nullable ApplicationIntent generated;
    private @Nullable KeyValue<?, ?> streams;
    private @Nullable ProducerRecord<?, ?> client;
    private @Nullable Bytes common;
    private @Nullable OkHttpClient http;
    private @Nullable HttpRequest java;
    private picocli.@Nullable CommandLine command;
    private @Nullable Span trace;
    private Instant now = Instant.now();
    private LongSupplier clock = System::nanoTime;

    void setNow(Instant other) {
        now = other;
    }
}
