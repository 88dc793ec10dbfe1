package courier.chaos;

import courier.sandbox.part.BlobStore;
import courier.sandbox.part.Cluster;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.Parts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What all runs share: three brokers, a registry and a blob store, as processes. Used by one thread. */
final class Site implements AutoCloseable {

    /** Where the files of applications are; they are all the same one. */
    static final String BUCKET = "chaos";

    static final String FILE = "cv.pdf";
    private static final int FILE_BYTES = 20_000;

    private final Path directory = Fresh.directory("chaos");
    private final Cluster cluster;
    private final Registry registry;
    private final BlobStore blobStore;

    private Site() {
        // a member of the streams protocol is missed as soon as one of the classic one with the settings of the tests
        cluster = Cluster.start(
                directory,
                Plan.BROKERS,
                Map.of(
                        "group.streams.min.session.timeout.ms", "6000",
                        "group.streams.session.timeout.ms", "6000",
                        "group.streams.min.heartbeat.interval.ms", "500",
                        "group.streams.heartbeat.interval.ms", "1000"));
        registry = Registry.start(Parts.PROGRAMS, directory.resolve("registry"));
        blobStore = BlobStore.start(Parts.PROGRAMS, directory.resolve("blob-store"));
        try (S3Client client = blobStore.client()) {
            client.createBucket(create -> create.bucket(BUCKET));
            var _ = client.putObject(put -> put.bucket(BUCKET).key(FILE), RequestBody.fromBytes(new byte[FILE_BYTES]));
        }
    }

    /** Starts it. */
    static Site start() {
        return new Site();
    }

    Path directory() {
        return directory;
    }

    Cluster cluster() {
        return cluster;
    }

    Registry registry() {
        return registry;
    }

    BlobStore blobStore() {
        return blobStore;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    /** Gives each partition of the application's topics its next copy as the leader. */
    void moveLeaders(String applicationId) {
        try (Admin admin = admin()) {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(applicationId))
                    .toList();
            Map<TopicPartition, List<Integer>> rotated =
                    admin.describeTopics(topics).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> Map.entry(
                                            new TopicPartition(topic.name(), partition.partition()),
                                            partition.replicas().stream()
                                                    .map(node -> node.id())
                                                    .toList())))
                            .collect(Collectors.toMap(Map.Entry::getKey, entry -> rotate(entry.getValue())));
            Map<TopicPartition, Optional<NewPartitionReassignment>> wanted = rotated.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> Optional.of(new NewPartitionReassignment(entry.getValue()))));
            var _ = admin.alterPartitionReassignments(wanted).all().get();
            admin.electLeaders(ElectionType.PREFERRED, rotated.keySet())
                    .partitions()
                    .get()
                    .forEach(Site::mustBeElected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the leaders cannot be moved", e);
        }
    }

    /** For streams groups standbys are the broker's affair. */
    void standbysOfGroup(String group, int standbys) {
        var resource = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.GROUP, group);
        var entry = new org.apache.kafka.clients.admin.AlterConfigOp(
                new org.apache.kafka.clients.admin.ConfigEntry(
                        "streams.num.standby.replicas", Integer.toString(standbys)),
                org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            var _ = admin.incrementalAlterConfigs(Map.of(resource, List.of(entry)))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the group's standbys cannot be set", e);
        }
    }

    @Override
    public void close() {
        blobStore.close();
        registry.close();
        cluster.close();
    }

    private static void mustBeElected(TopicPartition partition, Optional<Throwable> failure) {
        // a copy that has fallen behind cannot lead, which is no fault of the run's
        boolean known = failure.map(Function.<Throwable>identity())
                .filter(e -> !(e instanceof ElectionNotNeededException))
                .isEmpty();
        if (!known) {
            System.out.println("  " + partition + " keeps its leader: " + failure.orElseThrow());
        }
    }

    private static List<Integer> rotate(List<Integer> copies) {
        return java.util.stream.Stream.concat(
                        copies.stream().skip(1), copies.stream().limit(1))
                .toList();
    }
}
