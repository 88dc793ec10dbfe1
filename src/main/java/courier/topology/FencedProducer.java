package courier.topology;

import courier.dispatch.Fence;
import courier.ops.Time;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The stream's producer, which tells the thread's fence how its transactions end: the exact moment at which a marker is
 * durable and its call may start.
 *
 * <p>Threads: Kafka Streams commits and aborts on the stream thread that wrote the transaction's records.
 */
final class FencedProducer extends KafkaProducer<byte[], byte[]> {

    private final Consumer<Duration> commits;

    FencedProducer(Map<String, Object> config, Consumer<Duration> commits) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.commits = commits;
    }

    @Override
    public void commitTransaction() {
        long began = Time.SYSTEM.nanos();
        try {
            super.commitTransaction();
        } catch (RuntimeException e) {
            Fence.current().dropped();
            throw e;
        }
        Fence.current().committed();
        commits.accept(Duration.ofNanos(Time.SYSTEM.nanos() - began));
    }

    @Override
    public void abortTransaction() {
        Fence.current().dropped();
        super.abortTransaction();
    }
}
