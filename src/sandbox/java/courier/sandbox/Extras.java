package courier.sandbox;

import courier.sandbox.account.Asked;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.TopicNames;
import courier.sandbox.account.TopicReader;
import courier.sandbox.account.TopicReader.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that no producer should write and some will: broken bytes, a duplicate, an id used for something else. */
final class Extras {
    private static final int HEADER_BYTES = 5;

    private Extras() {}

    /** Publishes them, made of an intent that is in the topic already. */
    static void publish(String bootstrapServers, TopicNames topics, TopicReader reader) {
        Intent original = original(reader.read().asked());
        Raw raw = reader.raw(original.at());
        byte[] broken = "this is not an intent".getBytes(StandardCharsets.UTF_8);
        String topic = topics.intents();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = List.of(
                    producer.send(new ProducerRecord<>(topic, raw.key(), raw.value())),
                    producer.send(new ProducerRecord<>(topic, raw.key(), otherwise(reader, raw.value()))),
                    producer.send(new ProducerRecord<>(topic, raw.key(), broken)));
            for (var each : sent) {
                var _ = each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not take the extra records", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Intent original(List<Asked> asked) {
        return asked.stream()
                .filter(Intent.class::isInstance)
                .map(Intent.class::cast)
                .filter(intent -> intent.identity().intent().equals("anna.keller"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the sample anna.keller was not published"));
    }

    /** The same identity with another body. */
    private static byte[] otherwise(TopicReader reader, byte[] value) {
        GenericRecord intent = reader.decode(value);
        if (intent == null) {
            throw new IllegalStateException("a sample that cannot be decoded");
        }
        GenericRecord application = (GenericRecord) intent.get("application");
        ((GenericRecord) application.get("candidate")).put("first_name", "Somebody");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(value, 0, HEADER_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(intent.getSchema()).write(intent, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
