package courier.chaos;

import courier.sandbox.account.Guarantee.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param posts calls that reached Kombo
 * @param lost intents without an end
 * @param surplus ends that are one too many
 * @param reached in doubt, and its call had reached Kombo
 * @param neverSent in doubt, and no call of it had reached Kombo
 * @param recovery from the start of a killed worker on its old disk to its first call, at the longest; null where there
 *     was none, or other workers went on calling
 * @param silence the longest time without a call between the first and the last one
 */
record Result(
        Plan plan,
        int intents,
        int posts,
        long postedTwice,
        long lost,
        long surplus,
        long reached,
        long neverSent,
        @Nullable Duration recovery,
        Duration silence,
        Duration took,
        List<Finding> findings,
        List<String> notes) {

    private static final String COMMIT = commit();

    static final String HEAD = "| run | setting | faults | intents | posts | posted twice | lost | ends > 1 | in doubt:"
            + " reached Kombo | in doubt: never sent | first call after restart | longest silence | took | commit | all guarantees |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    Result {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    List<Finding> broken() {
        return findings.stream().filter(finding -> !finding.isKept()).toList();
    }

    String line() {
        return "%s: intents=%d posts=%d posted-twice=%d lost=%d ends>1=%d in-doubt=%d+%d silence=%.1fs took=%.0fs %s"
                .formatted(
                        plan.name(),
                        intents,
                        posts,
                        postedTwice,
                        lost,
                        surplus,
                        reached,
                        neverSent,
                        silence.toMillis() / 1000.0,
                        took.toMillis() / 1000.0,
                        broken().isEmpty() ? "all kept" : "BROKEN");
    }

    String row() {
        return "| %s | %s | %s | %d | %d | %d | %d | %d | %d | %d | %s | %.1f s | %.0f s | %s | %s |\n"
                .formatted(
                        plan.name(),
                        plan.setting(),
                        faults(),
                        intents,
                        posts,
                        postedTwice,
                        lost,
                        surplus,
                        reached,
                        neverSent,
                        recovery == null ? "" : "%.1f s".formatted(recovery.toMillis() / 1000.0),
                        silence.toMillis() / 1000.0,
                        took.toMillis() / 1000.0,
                        COMMIT,
                        broken().isEmpty() ? "kept" : "**broken**");
    }

    /** What was played: rows of one table can be of different builds. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "unknown" : text;
        } catch (IOException _) {
            return "unknown";
        }
    }

    private String faults() {
        return String.join(
                ", ",
                plan.faults().stream()
                        .map(fault -> fault.toString().replaceAll("[a-z]+=", "").replace("[]", ""))
                        .toList());
    }
}
