package courier.bench.micro;

import courier.admission.Admission;
import courier.avro.ApplicationIntent;
import courier.intent.Digest;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.Violation;
import courier.registry.RegistryAvroSerde;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with each record of the intents topic before it may enter. */
@State(Scope.Benchmark)
public class IntentBenchmark {
    private static final String TOPIC = "application-intents";

    private final Admission admission = new Admission(Defaults.but(Map.of()).attachments());

    @Param
    Files files = Files.NONE;

    private Deserializer<ApplicationIntent> deserializer;
    private byte[] key;
    private byte[] value;
    private Intent intent;

    /** What the intent brings along. */
    public enum Files {
        NONE,
        CV_WITHIN
    }

    /** Has the intent written as a producer writes it. */
    @Setup
    public void write() {
        Intent sample = switch (files) {
            case NONE -> SampleIntent.plain();
            case CV_WITHIN -> SampleIntent.withCvWithin();
        };
        RegistryAvroSerde<ApplicationIntent> serde = new RegistryAvroSerde<>();
        try (OneSchema registry = OneSchema.start()) {
            serde.configure(Map.of("schema.registry.url", registry.url()), false);
            value = Objects.requireNonNull(serde.serializer().serialize(TOPIC, IntentAvro.toAvro(sample)));
            deserializer = serde.deserializer();
            intent = decode();
        }
        key = intent.jobId().getBytes(StandardCharsets.UTF_8);
        if (!check().isEmpty()) {
            throw new IllegalStateException("the sample is refused: " + check());
        }
    }

    /** From the wire format to an intent. */
    @Benchmark
    public Intent decode() {
        return IntentAvro.fromAvro(deserializer.deserialize(TOPIC, value));
    }

    /** The checks of admission, none of which finds anything. */
    @Benchmark
    public List<Violation> check() {
        return admission.check(intent, key);
    }

    /** The digest that tells two intents of one identity apart. */
    @Benchmark
    public byte[] digest() {
        return Digest.of(intent);
    }
}
