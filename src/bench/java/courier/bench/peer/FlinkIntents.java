package courier.bench.peer;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives Flink the intents as they came: what is read is what the calls read. */
final class FlinkIntents implements KafkaRecordDeserializationSchema<Arrived> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> intent, Collector<Arrived> out) {
        out.collect(Arrived.of(intent));
    }

    @Override
    public TypeInformation<Arrived> getProducedType() {
        return TypeInformation.of(Arrived.class);
    }
}
