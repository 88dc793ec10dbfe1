package courier.chaos;

import courier.guarantee.Page;
import java.util.List;
import java.util.stream.Collectors;

/** The table of all runs. */
final class Report {

    private Report() {}

    /** Of seeds under {@code chaos}, of single faults under {@code scenarios}. */
    static void publish(String name, List<Result> results) {
        Page.publish(name, Result.HEAD + results.stream().map(Result::row).collect(Collectors.joining()));
    }
}
