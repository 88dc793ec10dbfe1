package courier.guarantee;

import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sends a group back to the first intent, as an operator would by hand. Its workers must have ended. */
public final class Offsets {

    private static final Duration MEMBERS_GONE = Duration.ofMinutes(1);

    private Offsets() {}

    /** The group of these settings, whichever protocol it speaks. */
    public static void toBeginning(Settings settings) {
        String group = settings.kafka().applicationId();
        String topic = settings.topics().intents();
        boolean streams = "streams".equals(settings.kafka().properties().get("group.protocol"));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", settings.kafka().bootstrapServers()))) {
            int partitions = admin.describeTopics(java.util.List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetAndMetadata> offsets = IntStream.range(0, partitions)
                    .boxed()
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> new OffsetAndMetadata(0)));
            // a member that was killed is missed after its session only
            await().atMost(MEMBERS_GONE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsMatching(ExecutionException.class::isInstance)
                    .until(() -> {
                        var _ = streams
                                ? admin.alterStreamsGroupOffsets(group, offsets)
                                        .all()
                                        .get()
                                : admin.alterConsumerGroupOffsets(group, offsets)
                                        .all()
                                        .get();
                        return true;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the group's offsets cannot be reset", e);
        }
    }
}
