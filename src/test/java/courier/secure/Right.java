package courier.secure;

import courier.config.Settings;
import courier.topology.AccessRole;
import courier.topology.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** One operation on one resource, as it is granted, and as a broker's log shows that it was made use of. */
record Right(Grant grant, AclOperation operation) {

    private static final Pattern AUDIT = Pattern.compile(
            "Principal = User:(\\S+) is (Allowed|Denied) operation = (\\S+) from host = \\S+ on resource = ([^:]+):([^:]+):(\\S+)");

    /** All rights of a role, one by one. */
    static List<Right> of(AccessRole role, Settings settings) {
        List<Right> rights = new ArrayList<>();
        for (Grant grant : role.grants(settings)) {
            grant.operations().forEach(operation -> rights.add(new Right(grant, operation)));
        }
        return rights;
    }

    AclBinding binding(String user) {
        return new AclBinding(
                new ResourcePattern(grant.type(), grant.name(), grant.pattern()),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    String text() {
        return new Grant(grant.type(), grant.pattern(), grant.name(), Set.of(operation), "").text();
    }

    /** Those of the rights of which a user made use, by the broker's log. */
    static Set<String> used(List<Right> rights, String user, Stream<String> log) {
        Set<String> used = new TreeSet<>();
        audited(log, user, "Allowed")
                .forEach(line ->
                        rights.stream().filter(right -> right.covers(line)).forEach(right -> used.add(right.text())));
        return used;
    }

    /** What a user was denied, by the broker's log. */
    static Set<String> denied(String user, Stream<String> log) {
        Set<String> denied = new TreeSet<>();
        audited(log, user, "Denied")
                .forEach(line -> denied.add(line.group(3) + " on " + line.group(4) + " " + line.group(6)));
        return denied;
    }

    private static Stream<Matcher> audited(Stream<String> log, String user, String how) {
        return log.map(AUDIT::matcher)
                .filter(Matcher::find)
                .filter(line -> line.group(1).equals(user) && line.group(2).equals(how));
    }

    private boolean covers(Matcher line) {
        String type = line.group(4).replace("_", "");
        return operation.name().equals(line.group(3))
                && grant.type().name().replace("_", "").equalsIgnoreCase(type)
                && (grant.pattern() == PatternType.PREFIXED
                        ? line.group(6).startsWith(grant.name())
                        : line.group(6).equals(grant.name()));
    }
}
