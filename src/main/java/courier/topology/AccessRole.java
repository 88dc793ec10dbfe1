package courier.topology;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import courier.config.Settings;
import courier.topology.PlannedTopic.Owner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who works with the cluster, and the least that each must be allowed ({@code RATIONALE.md}, "Why the list of rights is
 * compared with what the brokers were asked").
 */
public enum AccessRole {
    /** {@code courier run}. */
    WORKER("courier run"),
    /** {@code courier topics --create}. */
    TOPICS("courier topics --create"),
    /** {@code courier topics}. */
    TOPICS_CHECK("courier topics"),
    /** {@code courier publish}, and any other producer of intents. */
    PUBLISH("courier publish, and every other producer of intents"),
    /** {@code courier dead-letters}. */
    DEAD_LETTERS("courier dead-letters"),
    /** {@code courier replay}. */
    REPLAY("courier replay"),
    /** {@code courier holds} and the commands below it. */
    HOLDS("courier holds, and holds release, extend and begin"),
    /** {@code courier erase}. */
    ERASE("courier erase, also with --delete");

    private final String commands;

    AccessRole(String commands) {
        this.commands = commands;
    }

    /** The role as one writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it can be used for. */
    public String commands() {
        return commands;
    }

    /** All that the role needs under these settings, and nothing else. */
    public List<Grant> grants(Settings settings) {
        String id = settings.kafka().applicationId();
        Settings.Topics topics = settings.topics();
        return switch (this) {
            case WORKER -> worker(settings);
            case TOPICS -> topics(settings, Set.of(DESCRIBE, DESCRIBE_CONFIGS, CREATE));
            case TOPICS_CHECK -> topics(settings, Set.of(DESCRIBE, DESCRIBE_CONFIGS));
            case PUBLISH -> List.of(Grant.topic(topics.intents(), Set.of(WRITE), "intents are written"));
            case DEAD_LETTERS -> List.of(Grant.topic(topics.deadLetters(), Set.of(READ), "dead letters are read"));
            case REPLAY ->
                List.of(
                        Grant.topic(topics.deadLetters(), Set.of(READ), "dead letters are read"),
                        Grant.topic(topics.intents(), Set.of(WRITE), "intents are brought back"),
                        Grant.group(PatternType.PREFIXED, id + "-replay-", "sessions keep their place"),
                        Grant.transactions(id + "-replay-", "a replay and its place are committed together"));
            case HOLDS ->
                List.of(
                        Grant.topic(topics.operations(), Set.of(READ), "holds are listed"),
                        Grant.topic(topics.outcomes(), Set.of(WRITE), "commands are sent"));
            case ERASE ->
                List.of(
                        erased(topics.intents()),
                        erased(topics.deadLetters()),
                        searched(topics.successes()),
                        searched(topics.warnings()),
                        new Grant(
                                ResourceType.GROUP,
                                PatternType.LITERAL,
                                id,
                                Set.of(DESCRIBE),
                                "what workers have not read yet is not deleted"));
        };
    }

    private static Grant erased(String topic) {
        return Grant.topic(topic, Set.of(READ, DELETE, DESCRIBE_CONFIGS), "a person's records are found and deleted");
    }

    private static Grant searched(String topic) {
        return Grant.topic(topic, Set.of(READ, DESCRIBE_CONFIGS), "a person's records are found");
    }

    /** Kafka Streams' own topics are looked at only. */
    private static List<Grant> topics(Settings settings, Set<AclOperation> own) {
        return TopicPlan.load().resolve(settings).stream()
                .map(topic -> Grant.topic(
                        topic.name(),
                        topic.owner() == Owner.COURIER ? own : Set.of(DESCRIBE, DESCRIBE_CONFIGS),
                        "is compared with the plan"))
                .toList();
    }

    private static List<Grant> worker(Settings settings) {
        List<Grant> grants = new ArrayList<>();
        for (PlannedTopic topic : TopicPlan.load().resolve(settings)) {
            Set<AclOperation> operations = EnumSet.copyOf(used(topic.role()));
            // each topic's settings are held to the plan at start
            operations.add(DESCRIBE_CONFIGS);
            if (topic.owner() == Owner.STREAMS || settings.topics().create()) {
                operations.add(CREATE);
            }
            grants.add(Grant.topic(topic.name(), operations, why(topic.role())));
        }
        String id = settings.kafka().applicationId();
        grants.add(Grant.group(PatternType.LITERAL, id, "workers share the partitions"));
        grants.add(Grant.transactions(id + "-", "each stream thread has an id that Kafka Streams makes up"));
        return List.copyOf(grants);
    }

    private static Set<AclOperation> used(TopicRole role) {
        return switch (role) {
            case INTENTS -> Set.of(READ);
            // what was read is deleted from it: without that right it would grow for ever, without an error
            case REPARTITION -> Set.of(READ, WRITE, DELETE);
            case OUTCOMES, PAYLOAD, OPEN, SETTLED, INTEGRATIONS, WAITING -> Set.of(READ, WRITE);
            case SUCCESSES, WARNINGS, DEAD_LETTERS, OPERATIONS -> Set.of(WRITE);
        };
    }

    private static String why(TopicRole role) {
        return switch (role) {
            case INTENTS -> "intents are read";
            case REPARTITION -> "intents are handed to their integration's ledger, and deleted once they are there";
            case OUTCOMES -> "results of calls come back to the ledger";
            case PAYLOAD, OPEN, SETTLED, INTEGRATIONS, WAITING -> "a store is written, and restored";
            case SUCCESSES, WARNINGS, DEAD_LETTERS, OPERATIONS -> "events are written";
        };
    }
}
