package courier.sandbox.part;

import courier.sandbox.part.Broker.Seat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Real Kafka brokers that keep copies of each other's data, each with a controller in its process. Internal topics have
 * a copy on every broker, and need all but one of them to be written; a broker that is killed is missed after six
 * seconds. Used by one thread at a time.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final List<Broker> brokers;

    private Cluster(List<Broker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** Starts so many brokers, each in a folder of its own, with properties added to the usual ones. */
    public static Cluster start(Path directory, int count, Map<String, String> extra) {
        String id = Uuid.randomUuid().toString();
        List<Integer> controllers =
                IntStream.range(0, count).mapToObj(_ -> Ports.free()).toList();
        String voters = IntStream.range(0, count)
                .mapToObj(i -> Seat.voter(i + 1, controllers.get(i)))
                .collect(Collectors.joining(","));
        Map<String, String> properties = replicated(count);
        properties.putAll(extra);
        List<Broker> brokers = new ArrayList<>();
        Cluster cluster = null;
        try {
            for (int i = 0; i < count; i++) {
                Seat seat = new Seat(i + 1, id, Ports.free(), controllers.get(i), voters);
                Broker broker = new Broker(directory.resolve("broker-" + seat.id()), properties, seat, Life.SHORT);
                brokers.add(broker);
                broker.format();
                broker.launch();
            }
            brokers.forEach(Broker::awaitReady);
            awaitAll(brokers);
            cluster = new Cluster(brokers);
            return cluster;
        } finally {
            if (cluster == null) {
                brokers.forEach(Broker::close);
            }
        }
    }

    /** One that answers may not be known to the others yet: a topic with a copy on each could not be made. */
    private static void awaitAll(List<Broker> brokers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers(brokers)))) {
            boolean there = Patience.until(START_LIMIT, () -> known(admin) == brokers.size());
            if (!there) {
                throw new IllegalStateException("the brokers do not all join in " + START_LIMIT.toSeconds() + " s");
            }
        }
    }

    private static int known(Admin admin) {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String servers(List<Broker> brokers) {
        return brokers.stream().map(Broker::bootstrapServers).collect(Collectors.joining(","));
    }

    public List<Broker> brokers() {
        return brokers;
    }

    /** All brokers, as the client setting of the same name wants them. */
    public String bootstrapServers() {
        return servers(brokers);
    }

    /** Kills them: their data is not needed any more. */
    @Override
    public void close() {
        brokers.forEach(Broker::kill);
    }

    private static Map<String, String> replicated(int count) {
        String copies = Integer.toString(count);
        String needed = Integer.toString(Math.max(1, count - 1));
        Map<String, String> properties = new HashMap<>();
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(internal + ".replication.factor", copies);
        }
        properties.put("transaction.state.log.min.isr", needed);
        properties.put("share.coordinator.state.topic.min.isr", needed);
        properties.put("default.replication.factor", copies);
        properties.put("min.insync.replicas", needed);
        properties.put("broker.session.timeout.ms", "6000");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }
}
