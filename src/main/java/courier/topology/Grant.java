package courier.topology;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Something that a user of the cluster must be allowed. {@code Describe} comes with reading, writing and deleting and
 * is named only where it stands alone.
 *
 * @param name the resource's, or where the pattern is {@link PatternType#PREFIXED} the beginning of it
 * @param why what it is needed for, for whoever has to grant it
 */
public record Grant(ResourceType type, PatternType pattern, String name, Set<AclOperation> operations, String why) {

    public Grant {
        operations = Set.copyOf(operations);
    }

    static Grant topic(String name, Set<AclOperation> operations, String why) {
        return new Grant(ResourceType.TOPIC, PatternType.LITERAL, name, operations, why);
    }

    static Grant group(PatternType pattern, String name, String why) {
        return new Grant(ResourceType.GROUP, pattern, name, Set.of(AclOperation.READ), why);
    }

    static Grant transactions(String prefix, String why) {
        return new Grant(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, prefix, Set.of(AclOperation.WRITE), why);
    }

    /** The operations as Kafka's tools write them, in Kafka's order. */
    public String operationNames(String before, String between) {
        return EnumSet.copyOf(operations).stream()
                .map(operation -> before + SecurityUtils.operationName(operation))
                .collect(Collectors.joining(between));
    }

    /** The same resource with other operations: those that are missing. */
    Grant only(Set<AclOperation> some) {
        return new Grant(type, pattern, name, some, why);
    }

    /** For a person: {@code Read, Write on topic application-intents}. */
    public String text() {
        String kind = switch (type) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactional ids";
            case ANY, CLUSTER, DELEGATION_TOKEN, UNKNOWN, USER -> type.name();
        };
        return operationNames("", ", ") + " on " + kind + " " + name + (pattern == PatternType.PREFIXED ? "*" : "");
    }
}
