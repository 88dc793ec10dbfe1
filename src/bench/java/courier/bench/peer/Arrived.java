package courier.bench.peer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An intent as a consumer has it. Public, with nothing but plain fields, so that Flink can keep it in a checkpoint. */
public record Arrived(String topic, int partition, long offset, long timestamp, byte[] value) {

    static Arrived of(ConsumerRecord<?, byte[]> intent) {
        return new Arrived(intent.topic(), intent.partition(), intent.offset(), intent.timestamp(), intent.value());
    }
}
