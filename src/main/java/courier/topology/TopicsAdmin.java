package courier.topology;

import courier.config.Settings;
import courier.ops.Time;
import courier.topology.Cluster.Creation;
import courier.topology.Cluster.Lookup;
import courier.topology.Cluster.TopicState;
import courier.topology.PlannedTopic.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Creates the topics that are missing and holds the existing ones to the plan, before anything else is started. */
public final class TopicsAdmin {

    /** Long enough for a new topic to be known to every broker. */
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** What to do about missing topics. */
    public enum Missing {
        /** Create those that are not Kafka Streams' own. */
        CREATE,
        /** Only tell. */
        REPORT
    }

    private final Cluster cluster;
    private final TopicPlan plan;
    private final Settings settings;
    private final Time time;

    TopicsAdmin(Cluster cluster, TopicPlan plan, Settings settings, Time time) {
        this.cluster = cluster;
        this.plan = plan;
        this.settings = settings;
        this.time = time;
    }

    /** What a worker does at its start: creates if {@code topics.create} allows it, and checks. Blocks. */
    public static Preparation prepare(Admin admin, TopicPlan plan, Settings settings) {
        Missing missing = settings.topics().create() ? Missing.CREATE : Missing.REPORT;
        return allowed(admin, AccessRole.WORKER, settings, () -> prepare(admin, plan, settings, missing));
    }

    /** The same with a client of its own, for a command that asks once: it gives up sooner than a worker would. */
    public static Preparation prepare(Settings settings, Missing missing) {
        Map<String, Object> client = ClientSettings.admin(settings.kafka());
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        try (Admin admin = Admin.create(client)) {
            return allowed(
                    admin,
                    missing == Missing.CREATE ? AccessRole.TOPICS : AccessRole.TOPICS_CHECK,
                    settings,
                    () -> prepare(admin, TopicPlan.load(), settings, missing));
        } catch (KafkaException e) {
            return failed(e);
        }
    }

    /** Whether the rights are there is asked first: what fails for the lack of one would tell only of the first. */
    private static Preparation allowed(Admin admin, AccessRole role, Settings settings, Supplier<Preparation> then) {
        try {
            List<Grant> missing = AccessCheck.missing(admin, role.grants(settings));
            return missing.isEmpty() ? then.get() : new Preparation.Denied(AccessCheck.text(missing, role));
        } catch (KafkaException e) {
            return failed(e);
        }
    }

    private static Preparation failed(KafkaException e) {
        String denial = Denial.of(e);
        return denial == null ? new Preparation.Unavailable(KafkaCluster.reason(e)) : new Preparation.Denied(denial);
    }

    /** Creates or not, and checks. Blocks, at most as long as the client's own time limits and a little more. */
    public static Preparation prepare(Admin admin, TopicPlan plan, Settings settings, Missing missing) {
        return new TopicsAdmin(new KafkaCluster(admin), plan, settings, Time.SYSTEM).prepare(missing);
    }

    /**
     * The limits of size of the topics that stand in the chain of sizes; the planned ones of those that do not exist
     * yet. Blocks. What cannot be learnt is left out.
     */
    static Map<TopicRole, Long> sizes(Admin admin, TopicPlan plan, Settings settings) {
        TopicsAdmin topics = new TopicsAdmin(new KafkaCluster(admin), plan, settings, Time.SYSTEM);
        List<PlannedTopic> sized = plan.resolve(settings).stream()
                .filter(topic -> topic.sizeStep().isPresent())
                .toList();
        return switch (topics.find(sized)) {
            case Lookup.Unavailable _ -> Map.of();
            case Lookup.Found(Map<String, TopicState> found) ->
                sized.stream().collect(Collectors.toMap(PlannedTopic::role, topic -> TopicCheck.bytes(topic, found)));
        };
    }

    Preparation prepare(Missing missing) {
        List<PlannedTopic> topics = plan.resolve(settings);
        return switch (find(topics)) {
            case Lookup.Unavailable(String reason) -> new Preparation.Unavailable(reason);
            case Lookup.Found(Map<String, TopicState> found) ->
                switch (missing) {
                    case REPORT -> new Preparation.Checked(TopicCheck.check(topics, found));
                    case CREATE -> create(topics, found);
                };
        };
    }

    private Preparation create(List<PlannedTopic> topics, Map<String, TopicState> found) {
        List<Finding> refusals = new ArrayList<>();
        for (PlannedTopic topic : topics) {
            if (topic.owner() == Owner.COURIER && !found.containsKey(topic.name())) {
                switch (cluster.create(topic, settings.topics().replicationFactor())) {
                    case Creation.Unavailable(String reason) -> {
                        return new Preparation.Unavailable(reason);
                    }
                    case Creation.Refused(String reason) ->
                        refusals.add(Finding.error(topic.name(), "its creation", "allowed", "refused", reason));
                    case Creation.Created _ -> {}
                }
            }
        }
        return refusals.isEmpty() ? checkCreated(topics) : new Preparation.Checked(refusals);
    }

    /** A topic that was just created is not known to every broker at once. */
    private Preparation checkCreated(List<PlannedTopic> topics) {
        long deadline = time.nanos() + VISIBLE_WITHIN.toNanos();
        while (true) {
            switch (find(topics)) {
                case Lookup.Unavailable(String reason) -> {
                    return new Preparation.Unavailable(reason);
                }
                case Lookup.Found(Map<String, TopicState> found) -> {
                    boolean all = topics.stream()
                            .allMatch(topic -> topic.owner() == Owner.STREAMS || found.containsKey(topic.name()));
                    if (all || time.nanos() - deadline >= 0) {
                        return new Preparation.Checked(TopicCheck.check(topics, found));
                    }
                }
            }
            time.sleep(LOOK_EVERY);
        }
    }

    private Lookup find(List<PlannedTopic> topics) {
        return cluster.find(topics.stream().map(PlannedTopic::name).toList());
    }
}
