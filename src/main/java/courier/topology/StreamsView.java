package courier.topology;

import courier.ledger.Whereabouts;
import courier.status.StreamView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A running stream, looked at by Kafka Streams' interactive queries. Safe for use by many threads. */
final class StreamsView implements StreamView {

    private static final StreamPartitioner<String, Object> PARTITIONER =
            (_, integrationId, _, partitions) -> Optional.of(Set.of(Partitioning.of(integrationId, partitions)));

    private final KafkaStreams streams;
    private final String outcomes;
    private final int partitions;
    private final HostInfo self;

    /**
     * A view of a stream.
     *
     * @param outcomes the topic that has the ledger's partitions
     * @param address by which this worker is known to the others
     */
    StreamsView(KafkaStreams streams, String outcomes, int partitions, URI address) {
        this.streams = streams;
        this.outcomes = outcomes;
        this.partitions = partitions;
        this.self = HostInfo.buildFromEndpoint(address.getRawAuthority());
    }

    @Override
    public State state() {
        return switch (streams.state()) {
            case CREATED, REBALANCING -> State.MOVING;
            case RUNNING -> State.RUNNING;
            case PENDING_SHUTDOWN, NOT_RUNNING -> State.STOPPED;
            case PENDING_ERROR, ERROR -> State.FAILED;
        };
    }

    @Override
    public int liveThreads() {
        return (int) streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count();
    }

    @Override
    public List<Peer> peers() {
        if (!streams.state().isRunningOrRebalancing()) {
            return List.of();
        }
        List<Peer> peers = new ArrayList<>();
        for (StreamsMetadata client : streams.metadataForAllStreamsClients()) {
            if (!client.hostInfo().equals(HostInfo.unavailable())) {
                peers.add(new Peer(address(client.hostInfo()), owned(client)));
            }
        }
        return peers;
    }

    private List<Integer> owned(StreamsMetadata client) {
        Set<Integer> owned = new TreeSet<>();
        for (TopicPartition partition : client.topicPartitions()) {
            if (partition.topic().equals(outcomes)) {
                owned.add(partition.partition());
            }
        }
        return List.copyOf(owned);
    }

    @Override
    public Owner ownerOf(String integrationId) {
        try {
            KeyQueryMetadata metadata = streams.queryMetadataForKey(Whereabouts.OPEN, integrationId, PARTITIONER);
            if (metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new Owner.Moving();
            }
            HostInfo active = metadata.activeHost();
            if (active.equals(self)) {
                return new Owner.Here(metadata.partition());
            }
            return active.equals(HostInfo.unavailable()) ? new Owner.Nowhere() : new Owner.There(address(active));
        } catch (IllegalStateException | InvalidStateStoreException _) {
            return new Owner.Moving();
        }
    }

    @Override
    public Optional<List<Whereabouts.Found>> find(String integrationId, String intentId) {
        int partition = Partitioning.of(integrationId, partitions);
        try {
            Whereabouts.Shelves shelves = new Whereabouts.Shelves(
                    store(Whereabouts.PAYLOAD, partition),
                    store(Whereabouts.OPEN, partition),
                    store(Whereabouts.SETTLED, partition));
            return Optional.of(Whereabouts.of(shelves, integrationId, intentId));
        } catch (IllegalStateException | InvalidStateStoreException _) {
            // the task has just been taken away, or is being restored
            return Optional.empty();
        }
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }

    @Override
    public AutoCloseable bindTo(MeterRegistry registry) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        return metrics;
    }

    private static URI address(HostInfo host) {
        String name = host.host();
        return URI.create("http://" + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":"
                + host.port());
    }
}
