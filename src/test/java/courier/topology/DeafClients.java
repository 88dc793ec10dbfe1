package courier.topology;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * A stream's clients that do not hear of the outcomes topic for as long as a test says so.
 *
 * <p>Threads: a test switches, the stream's thread polls.
 */
final class DeafClients implements KafkaClientSupplier {

    private final FencedClients clients = new FencedClients();
    private final String outcomes;
    private volatile boolean deaf;

    DeafClients(String outcomes) {
        this.outcomes = outcomes;
    }

    void deaf(boolean from) {
        deaf = from;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return clients.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return clients.getProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new DeafConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return clients.getGlobalConsumer(config);
    }

    private final class DeafConsumer extends KafkaConsumer<byte[], byte[]> {

        private boolean wasDeaf;

        DeafConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** The stream resumes what it has paused itself, so it is paused before each poll. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Set<TopicPartition> unheard = assignment().stream()
                    .filter(partition -> partition.topic().equals(outcomes))
                    .collect(Collectors.toSet());
            if (deaf) {
                pause(unheard);
            } else if (wasDeaf) {
                resume(unheard);
            }
            wasDeaf = deaf;
            return super.poll(timeout);
        }
    }
}
