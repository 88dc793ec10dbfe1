package courier.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a real cluster. */
final class KafkaCluster implements Cluster {

    private final Admin admin;

    KafkaCluster(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Lookup find(Collection<String> names) {
        try {
            Map<String, TopicDescription> described = describe(names);
            Map<String, Map<String, String>> settings = settings(described.keySet());
            Map<String, TopicState> found = new HashMap<>();
            settings.forEach((name, values) -> {
                TopicDescription topic = Objects.requireNonNull(described.get(name));
                int replicas = topic.partitions().getFirst().replicas().size();
                found.put(name, new TopicState(topic.partitions().size(), replicas, values));
            });
            return new Lookup.Found(found);
        } catch (ExecutionException | KafkaException e) {
            return new Lookup.Unavailable(reason(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Lookup.Unavailable("interrupted");
        }
    }

    @Override
    public Creation create(PlannedTopic topic, int replicationFactor) {
        Optional<Integer> partitions = topic.partitions().stream().boxed().findFirst();
        Optional<Short> replicas = Optional.of((short) replicationFactor).filter(factor -> factor > 0);
        NewTopic created = new NewTopic(topic.name(), partitions, replicas).configs(topic.values());
        try {
            admin.createTopics(List.of(created)).all().get();
            return new Creation.Created();
        } catch (ExecutionException | KafkaException e) {
            return failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Creation.Unavailable("interrupted");
        }
    }

    private static Creation failed(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof TopicExistsException) {
            return new Creation.Created();
        }
        return cause instanceof RetriableException
                ? new Creation.Unavailable(reason(e))
                : new Creation.Refused(reason(e));
    }

    private Map<String, TopicDescription> describe(Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> described = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            known(answer.getValue()).ifPresent(topic -> described.put(answer.getKey(), topic));
        }
        return described;
    }

    /** Of those that the broker asked knows: a new topic may be known to one and not yet to another. */
    private Map<String, Map<String, String>> settings(Collection<String> names)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = new ArrayList<>();
        names.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<String, Map<String, String>> settings = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                admin.describeConfigs(resources).values().entrySet()) {
            known(answer.getValue())
                    .ifPresent(config -> settings.put(answer.getKey().name(), values(config)));
        }
        return settings;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }

    /** The answer; empty if the broker knows of no such topic. */
    private static <T> Optional<T> known(KafkaFuture<T> answer) throws ExecutionException, InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether a client could not be made for want of a broker's address, and not for its other settings. */
    static boolean isUnreachable(Exception e) {
        return reason(e).contains("bootstrap");
    }

    /** The first cause tells: a name that cannot be resolved comes wrapped in a client that cannot be made. */
    static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
