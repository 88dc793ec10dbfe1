package courier.topology;

import java.util.List;

/** What came of looking at the topics. */
public sealed interface Preparation {

    /** The brokers answered; without an error among the findings a worker may start. */
    record Checked(List<Finding> findings) implements Preparation {
        public Checked {
            findings = List.copyOf(findings);
        }

        /** Whether the topics can carry the delivery protocol. */
        public boolean sound() {
            return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        }
    }

    /** The cluster does not let this user in, or not do what it must; the reason is for a person. */
    record Denied(String reason) implements Preparation {}

    /** No broker answered, or the cluster refused to tell; the reason is for a person. */
    record Unavailable(String reason) implements Preparation {}
}
