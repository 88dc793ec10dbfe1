package courier.topology;

import courier.dispatch.Fence;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The stream's producer, which tells the thread's fence how its transactions end: the exact moment at which a marker is
 * durable and its call may start.
 *
 * <p>Threads: Kafka Streams commits and aborts on the stream thread that wrote the transaction's records.
 */
final class FencedProducer extends KafkaProducer<byte[], byte[]> {

    FencedProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
        try {
            super.commitTransaction();
        } catch (RuntimeException e) {
            Fence.current().dropped();
            throw e;
        }
        Fence.current().committed();
    }

    @Override
    public void abortTransaction() {
        Fence.current().dropped();
        super.abortTransaction();
    }
}
