package courier.topology;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Asks the brokers what this user may do, and names all that is missing at once. Needs no right of its own beyond those
 * it looks for. A broker that cannot tell leaves the answer to the first use.
 */
final class AccessCheck {

    /** Rights that bring {@link AclOperation#DESCRIBE} with them: who may not describe has none of them. */
    private static final Set<AclOperation> DESCRIBING = Set.of(DESCRIBE, READ, WRITE, DELETE);

    private final Admin admin;

    private AccessCheck(Admin admin) {
        this.admin = admin;
    }

    /**
     * The rights of these that the user lacks. Blocks.
     *
     * @throws KafkaException if the brokers do not answer, or do not let the user in at all
     */
    static List<Grant> missing(Admin admin, List<Grant> needed) {
        AccessCheck check = new AccessCheck(admin);
        List<Grant> missing = new ArrayList<>();
        missing.addAll(check.topics(of(needed, ResourceType.TOPIC)));
        of(needed, ResourceType.GROUP).stream().filter(check::isGroupClosed).forEach(missing::add);
        of(needed, ResourceType.TRANSACTIONAL_ID).stream()
                .filter(check::areTransactionsClosed)
                .forEach(missing::add);
        return missing;
    }

    private static List<Grant> of(List<Grant> grants, ResourceType type) {
        return grants.stream().filter(grant -> grant.type() == type).toList();
    }

    private List<Grant> topics(List<Grant> needed) {
        List<Grant> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        needed.stream().map(Grant::name).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        List<Grant> absent = new ArrayList<>();
        for (Grant grant : needed) {
            Answer<TopicDescription> answer = ask(Objects.requireNonNull(answers.get(grant.name())));
            Set<AclOperation> lacking = EnumSet.copyOf(grant.operations());
            if (answer.denied) {
                lacking.retainAll(DESCRIBING);
            } else if (answer.value.isPresent()) {
                lacking.remove(CREATE);
                Set<AclOperation> allowed = answer.value.get().authorizedOperations();
                lacking.removeAll(allowed == null || allowed.isEmpty() ? grant.operations() : allowed);
            } else {
                absent.add(grant);
                continue;
            }
            if (!lacking.isEmpty()) {
                missing.add(grant.only(lacking));
            }
        }
        missing.addAll(uncreatable(absent));
        return missing;
    }

    /** Asked as if they were to be created, and not created. */
    private List<Grant> uncreatable(List<Grant> absent) {
        List<Grant> wanted = absent.stream()
                .filter(grant -> grant.operations().contains(CREATE))
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(
                        wanted.stream()
                                .map(grant -> new NewTopic(grant.name(), Optional.empty(), Optional.empty()))
                                .toList(),
                        new CreateTopicsOptions().validateOnly(true))
                .values();
        return wanted.stream()
                .filter(grant -> ask(Objects.requireNonNull(answers.get(grant.name()))).denied)
                .map(grant -> grant.only(Set.of(CREATE)))
                .toList();
    }

    private boolean isGroupClosed(Grant grant) {
        return ask(admin.listConsumerGroupOffsets(sample(grant)).all()).denied;
    }

    private boolean areTransactionsClosed(Grant grant) {
        return ask(admin.describeTransactions(List.of(sample(grant))).all()).denied;
    }

    /** A name that the grant is for. */
    private static String sample(Grant grant) {
        return grant.pattern() == PatternType.PREFIXED ? grant.name() + "access-check" : grant.name();
    }

    private record Answer<T>(Optional<T> value, boolean denied) {}

    /** Empty for what is not there: only a denial counts here. */
    private static <T> Answer<T> ask(KafkaFuture<T> future) {
        try {
            return new Answer<>(Optional.ofNullable(future.get()), false);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case null -> throw new KafkaException(e);
                case AuthorizationException _ -> new Answer<>(Optional.empty(), true);
                case AuthenticationException refused -> throw refused;
                case UnknownTopicOrPartitionException _ -> new Answer<>(Optional.empty(), false);
                case TimeoutException late -> throw late;
                default -> new Answer<>(Optional.empty(), false);
            };
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** For a person, in one line. */
    static String text(List<Grant> missing, AccessRole role) {
        return "Kafka does not allow this user "
                + missing.stream().map(Grant::text).collect(Collectors.joining("; "))
                + ". 'courier acls --role " + role.text() + "' prints what is needed";
    }
}
