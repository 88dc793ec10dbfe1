package courier.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's partitions within bounds. All partitions are assigned to it: there is no group to share them. */
final class KafkaReading implements Reading {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, Found> decoding;
    private final Bounds bounds;

    KafkaReading(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Function<ConsumerRecord<byte[], byte[]>, Found> decoding,
            Bounds bounds) {
        this.consumer = consumer;
        this.topic = topic;
        this.decoding = decoding;
        this.bounds = bounds;
        consumer.assign(bounds.spans().keySet().stream().map(this::partition).toList());
        rewind(bounds);
    }

    /** Goes (back) to where these bounds begin. */
    void rewind(Bounds to) {
        to.spans().forEach((partition, span) -> consumer.seek(partition(partition), span.from()));
        consumer.resume(consumer.paused());
        pauseDone();
    }

    @Override
    public Iterable<Found> next() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        pauseDone();
        List<ConsumerRecord<byte[], byte[]>> within = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Bounds.Span span = bounds.spans().get(record.partition());
            if (span != null && record.offset() < span.to()) {
                within.add(record);
            }
        }
        return () -> within.stream().map(decoding).iterator();
    }

    /** What is behind the end would only fill the memory. */
    private void pauseDone() {
        Collection<TopicPartition> done = bounds.spans().keySet().stream()
                .filter(this::isDone)
                .map(this::partition)
                .toList();
        consumer.pause(done);
    }

    /** The first offset that was not handed out. */
    long position(int partition) {
        return consumer.position(partition(partition));
    }

    private boolean isDone(int partition) {
        Bounds.Span span = bounds.spans().get(partition);
        return span == null || span.size() == 0 || position(partition) >= span.to();
    }

    @Override
    public boolean isDone() {
        return bounds.spans().keySet().stream().allMatch(this::isDone);
    }

    @Override
    public long behind() {
        return bounds.spans().entrySet().stream()
                .mapToLong(entry -> Math.max(
                        0,
                        Math.min(position(entry.getKey()), entry.getValue().to())
                                - entry.getValue().from()))
                .sum();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
