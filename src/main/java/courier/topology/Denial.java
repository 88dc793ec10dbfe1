package courier.topology;

import courier.ops.TlsTrouble;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Tells failures by which a cluster keeps this user out from all others, and says them in one sentence. Pure. */
public final class Denial {

    private Denial() {}

    /** Whom or what the cluster refused; null for a failure of another kind. */
    public static @Nullable String of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case SslAuthenticationException tls -> {
                    return "TLS to Kafka fails: " + TlsTrouble.of(tls).words() + "; see kafka.properties.ssl.*";
                }
                case AuthenticationException refused -> {
                    return "Kafka refuses the credentials: " + refused.getMessage() + "; see kafka.properties.sasl.*";
                }
                case AuthorizationException denied -> {
                    return "Kafka denies access to " + what(denied) + "; 'courier acls' prints what is needed";
                }
                default -> {}
            }
        }
        return null;
    }

    private static String what(AuthorizationException denied) {
        return switch (denied) {
            case TopicAuthorizationException topics -> "topic " + names(topics.unauthorizedTopics(), topics);
            case GroupAuthorizationException group ->
                group.groupId() == null ? "the group: " + group.getMessage() : "group " + group.groupId();
            case TransactionalIdAuthorizationException _ -> "the transactional ids of kafka.application-id";
            default -> "the cluster: " + denied.getMessage();
        };
    }

    private static String names(Set<String> topics, TopicAuthorizationException e) {
        return topics.isEmpty() ? String.valueOf(e.getMessage()) : String.join(", ", new TreeSet<>(topics));
    }
}
