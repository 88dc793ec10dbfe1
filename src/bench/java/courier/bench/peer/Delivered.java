package courier.bench.peer;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The event of an intent that was delivered: the job, and the Avro. Public as {@link Arrived} is. */
public record Delivered(String key, byte[] value) {

    ProducerRecord<String, byte[]> to(String topic) {
        return new ProducerRecord<>(topic, key, value);
    }
}
