package courier.cli;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.ops.ExitCode;
import courier.registry.EventSerdes;
import courier.topology.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/** Publishes to the topic of the settings, with the serde of the settings. */
final class KafkaIntentSink implements IntentSink {

    private final Producer<byte[], byte[]> producer;
    private final Serde<ApplicationIntent> serde;
    private final String topic;

    KafkaIntentSink(Producer<byte[], byte[]> producer, Serde<ApplicationIntent> serde, String topic) {
        this.producer = producer;
        this.serde = serde;
        this.topic = topic;
    }

    /** A sink that cannot be opened answers each intent with the reason. */
    static IntentSink open(Settings settings) {
        Serde<ApplicationIntent> serde;
        try {
            serde = EventSerdes.create(settings.registry());
        } catch (KafkaException e) {
            return new Closed(new Receipt.Failed(ExitCode.INVALID_CONFIGURATION, KafkaTrouble.reason(e)));
        }
        Map<String, Object> client = ClientSettings.producer(settings.kafka());
        client.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        try {
            Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
            return new KafkaIntentSink(producer, serde, settings.topics().intents());
        } catch (KafkaException e) {
            serde.close();
            return new Closed(new Receipt.Failed(KafkaTrouble.code(e), KafkaTrouble.reason(e)));
        }
    }

    private record Closed(Receipt receipt) implements IntentSink {
        @Override
        public Supplier<Receipt> send(Intent intent) {
            return () -> receipt;
        }

        @Override
        public void close() {}
    }

    @Override
    public Supplier<Receipt> send(Intent intent) {
        byte[] value;
        try {
            value = serde.serializer().serialize(topic, IntentAvro.toAvro(intent));
        } catch (KafkaException e) {
            Receipt failed = new Receipt.Failed(ExitCode.REGISTRY_UNAVAILABLE, KafkaTrouble.reason(e));
            return () -> failed;
        }
        byte[] key = intent.jobId().getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> written = producer.send(new ProducerRecord<>(topic, key, value));
        return () -> receipt(written);
    }

    private static Receipt receipt(Future<RecordMetadata> written) {
        try {
            RecordMetadata metadata = written.get();
            return new Receipt.Written(metadata.partition(), metadata.offset());
        } catch (ExecutionException e) {
            return new Receipt.Failed(KafkaTrouble.code(e), KafkaTrouble.reason(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Receipt.Failed(ExitCode.INTERNAL_ERROR, "interrupted");
        }
    }

    @Override
    public void close() {
        producer.close();
        serde.close();
    }
}
