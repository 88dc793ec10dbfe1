package courier.sandbox;

import courier.sandbox.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a run was a good one.
 *
 * @param workerCode the exit code of the worker
 */
record Conclusion(Samples samples, Account account, WorkerEnd workerEnd, int workerCode) {

    /** Why the worker ended. */
    enum WorkerEnd {
        ASKED,
        UNASKED
    }

    /** All that went wrong, one sentence each. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        // first, because it explains the rest
        if (workerEnd == WorkerEnd.UNASKED) {
            broken.add("The worker ended with code " + workerCode + " before it was asked to");
        } else if (workerCode != 0) {
            broken.add("The worker did not end cleanly when it was asked to: code " + workerCode);
        }
        samples.missing(account)
                .forEach(intent -> broken.add("A sample that was published is not in the topic: " + intent));
        broken.addAll(account.broken());
        return broken;
    }

    /** {@link #broken()} as text, one a line. */
    String complaints() {
        return broken().stream().map(sentence -> "BROKEN: " + sentence).collect(Collectors.joining("\n"));
    }

    /** 0 if every promise was kept. */
    int exitCode() {
        return broken().isEmpty() ? 0 : 1;
    }
}
