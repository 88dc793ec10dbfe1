package courier.topology;

import java.util.Collection;
import java.util.Map;

/** The topics of a Kafka cluster, as far as Courier looks at them. Used by one thread. */
interface Cluster {

    /** The topics of these names that exist. */
    Lookup find(Collection<String> names);

    /** Creates a topic; one that another worker has just created counts as created. */
    Creation create(PlannedTopic topic, int replicationFactor);

    /** A topic as it is. */
    record TopicState(int partitions, int replicas, Map<String, String> settings) {
        public TopicState {
            settings = Map.copyOf(settings);
        }
    }

    /** The answer to a question for topics. */
    sealed interface Lookup {
        record Found(Map<String, TopicState> topics) implements Lookup {}

        record Unavailable(String reason) implements Lookup {}
    }

    /** What came of creating a topic. */
    sealed interface Creation {
        record Created() implements Creation {}

        /** The cluster does not want this topic, or not from this user. */
        record Refused(String reason) implements Creation {}

        record Unavailable(String reason) implements Creation {}
    }
}
