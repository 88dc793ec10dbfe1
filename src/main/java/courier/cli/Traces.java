package courier.cli;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where records of a person were found.
 *
 * @param found in the order of topics, partitions and offsets
 * @param olderOfOthers how many records of others stand before a partition's last one of the person
 * @param unreadable records that nobody can tell whose they are
 */
record Traces(List<Trace> found, Map<TopicPartition, Long> olderOfOthers, long unreadable) {

    Traces {
        found = List.copyOf(found);
        olderOfOthers = Map.copyOf(olderOfOthers);
    }

    /**
     * One record.
     *
     * @param goneBy when the brokers will have deleted it at the latest; null for never
     * @param deletable whether what it is needed for is done, so that it may be deleted now
     */
    record Trace(
            TopicPartition at,
            long offset,
            Instant written,
            @Nullable Instant goneBy,
            boolean deletable) {}

    /** Behind the last record of the person that may be deleted, by partition. */
    Map<TopicPartition, Long> deletableUpTo() {
        Map<TopicPartition, Long> upTo = new HashMap<>();
        found.stream().filter(Trace::deletable).forEach(trace -> upTo.merge(trace.at(), trace.offset() + 1, Math::max));
        return upTo;
    }

    /** How many records of others would go as well. */
    long othersBefore(TopicPartition partition) {
        return olderOfOthers.getOrDefault(partition, 0L);
    }
}
