package courier.topology;

import courier.config.Settings;
import courier.dispatch.OutcomeSender;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producer of the outcomes topic: idempotent but not transactional and never fenced, on purpose. What a call came
 * to must be recorded even if its task has long moved to another worker.
 */
final class OutcomeProducer implements OutcomeSender, AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final int DELIVERY_MILLIS = 15_000;
    private static final int REQUEST_MILLIS = 10_000;
    private static final int BLOCK_MILLIS = 5_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private OutcomeProducer(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Opens the producer and learns the topic's partitions, so that no send has to wait for them.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    static OutcomeProducer open(Settings settings, TopicPlan plan) {
        Map<String, Object> config = ClientSettings.producer(settings.kafka());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        // the publisher sends again and again itself, and wants to know of failures in between
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(plan.maxMessageBytes(TopicRole.OUTCOMES)));
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        String topic = settings.topics().outcomes();
        producer.partitionsFor(topic);
        return new OutcomeProducer(producer, topic);
    }

    @Override
    public Future<?> send(int partition, byte @Nullable [] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    @Override
    public void close() {
        producer.flush();
        producer.close(CLOSE);
    }
}
