package courier.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster in memory: topics become visible a few looks after their creation. */
final class FakeCluster implements Cluster {

    final Map<String, TopicState> topics = new TreeMap<>();
    final List<String> created = new ArrayList<>();
    final Map<String, Creation> refusals = new HashMap<>();
    boolean reachable = true;
    int looksUntilVisible = 0;

    private final Map<String, TopicState> invisible = new HashMap<>();

    @Override
    public Lookup find(Collection<String> names) {
        if (!reachable) {
            return new Lookup.Unavailable("nobody there");
        }
        if (!invisible.isEmpty() && looksUntilVisible-- <= 0) {
            topics.putAll(invisible);
            invisible.clear();
        }
        Map<String, TopicState> found = new HashMap<>(topics);
        found.keySet().retainAll(names);
        return new Lookup.Found(found);
    }

    @Override
    public Creation create(PlannedTopic topic, int replicationFactor) {
        Creation refusal = refusals.get(topic.name());
        if (refusal != null) {
            return refusal;
        }
        created.add(topic.name());
        invisible.put(topic.name(), asPlanned(topic));
        return new Creation.Created();
    }

    static TopicState asPlanned(PlannedTopic topic) {
        return new TopicState(topic.partitions().orElse(1), 1, topic.values());
    }
}
