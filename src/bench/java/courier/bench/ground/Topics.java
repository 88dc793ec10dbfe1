package courier.bench.ground;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The topics of an application, and how far its worker has read them. Used by one thread. */
final class Topics implements AutoCloseable {
    /** A transaction ends with a marker, which nobody reads: the last read offset stays before it. */
    private static final long MARKERS = 2;

    /** As many as Courier's topics have by default. */
    private static final int PARTITIONS = 12;

    private final Admin admin;
    private final String application;

    Topics(String bootstrapServers, String application) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.application = application;
    }

    String intents() {
        return application + "-intents";
    }

    String successes() {
        return application + "-successes";
    }

    String deadLetters() {
        return application + "-dead-letters";
    }

    /** Makes the public ones as Courier makes them: it names them so that a peer finds the same work. */
    void create() {
        NewTopic intents = new NewTopic(intents(), PARTITIONS, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime"));
        List<NewTopic> events = Stream.of(successes(), deadLetters())
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        result(admin.createTopics(
                        Stream.concat(Stream.of(intents), events.stream()).toList())
                .all());
    }

    boolean areThere() {
        return result(admin.listTopics().names()).containsAll(List.of(intents(), successes(), deadLetters()));
    }

    /** Whether all intents have gone through decoding and through the repartition topic. */
    boolean areTakenIn() {
        // one after the other: what decoding has read by then is in the repartition topic
        return isRead(intents()) && isRead(application + "-intents-by-integration-repartition");
    }

    /** What the broker holds of the application's topics, internal ones too: bytes of each partition. */
    Map<TopicPartition, Long> sizes() {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        List<Integer> brokers =
                result(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        result(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(directories -> directories.values().stream())
                .forEach(directory -> directory.replicaInfos().forEach((partition, replica) -> {
                    if (partition.topic().startsWith(application + "-")) {
                        sizes.merge(partition, replica.size(), Long::sum);
                    }
                }));
        return sizes;
    }

    private boolean isRead(String topic) {
        if (!result(admin.listTopics().names()).contains(topic)) {
            return false;
        }
        TopicDescription description =
                result(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        List<TopicPartition> partitions = new ArrayList<>();
        if (description != null) {
            description.partitions().forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, OffsetAndMetadata> read =
                result(admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata());
        return partitions.stream().allMatch(partition -> {
            OffsetAndMetadata offset = read.get(partition);
            return ends.getOrDefault(partition, 0L) - (offset == null ? 0 : offset.offset()) <= MARKERS;
        });
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return result(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T result(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", e);
        }
    }
}
