package courier.status;

import courier.ledger.Entry;
import courier.ledger.Whereabouts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /applications/{integration}/{intent}} answers, as JSON with names in snake case.
 * {@code docs/intent.schema.json} is its contract. Nothing of what was asked is in it, but ids.
 *
 * @param worker who answered: the owner of the integration
 * @param generations the first one first
 */
record IntentReport(String integrationId, String intentId, String worker, int partition, List<Generation> generations) {

    IntentReport {
        generations = List.copyOf(generations);
    }

    /**
     * One generation.
     *
     * @param state where it stands, in a word
     * @param dueAt of a queued one
     * @param dispatchedAt of a dispatched one
     * @param end of a settled one: {@code success} or {@code dead-letter}
     * @param code of a dead letter; else of the last attempt that failed
     * @param delivery what is known of a settled one's application
     * @param attempts attempts that counted so far; null for a settled one, whose events tell
     * @param history attempts, oldest first; of a settled one they are in its event
     */
    record Generation(
            int generation,
            String state,
            String jobId,
            @Nullable String admittedAt,
            @Nullable String dueAt,
            @Nullable String dispatchedAt,
            @Nullable String settledAt,
            @Nullable String expiresAt,
            @Nullable String end,
            @Nullable String code,
            @Nullable String delivery,
            @Nullable Integer attempts,
            List<Attempt> history) {

        Generation {
            history = List.copyOf(history);
        }
    }

    /** An attempt that did not end the intent. */
    record Attempt(
            int attempt,
            @Nullable String startedAt,
            @Nullable String endedAt,
            String verdict,
            @Nullable String code,
            @Nullable Integer httpStatus,
            String delivery) {}

    static Generation generation(Whereabouts.Found found) {
        return switch (found.entry()) {
            case Entry.Open open -> open(found.generation(), open);
            case Entry.Settled settled ->
                new Generation(
                        found.generation(),
                        "settled",
                        settled.jobId(),
                        null,
                        null,
                        null,
                        time(settled.settledAt()),
                        null,
                        settled.code() == null ? "success" : "dead-letter",
                        settled.code(),
                        settled.delivery().text(),
                        null,
                        List.of());
            case Entry.Absent _ -> throw new IllegalArgumentException("nothing was found");
        };
    }

    private static Generation open(int generation, Entry.Open open) {
        List<Attempt> history = open.history().stream()
                .map(line -> new Attempt(
                        line.number(),
                        time(line.startedAt()),
                        time(line.endedAt()),
                        line.verdict(),
                        line.code(),
                        line.httpStatus(),
                        line.delivery().text()))
                .toList();
        return new Generation(
                generation,
                state(open.phase()),
                open.jobId(),
                time(open.admittedAt()),
                dueAt(open.phase()),
                dispatchedAt(open.phase()),
                null,
                time(open.expiresAt()),
                null,
                history.isEmpty() ? null : history.getLast().code(),
                null,
                open.attempts(),
                history);
    }

    private static @Nullable String dueAt(Entry.Phase phase) {
        return switch (phase) {
            case Entry.Queued(long dueAt) -> time(dueAt);
            case Entry.Dispatched _ -> null;
            case Entry.Verifying verifying -> time(verifying.dueAt());
        };
    }

    private static @Nullable String dispatchedAt(Entry.Phase phase) {
        return switch (phase) {
            case Entry.Queued _ -> null;
            case Entry.Dispatched(Entry.Mark mark) -> time(mark.markedAt());
            case Entry.Verifying verifying -> time(verifying.mark().markedAt());
        };
    }

    private static String state(Entry.Phase phase) {
        return switch (phase) {
            case Entry.Queued _ -> "queued";
            case Entry.Dispatched _ -> "dispatched";
            case Entry.Verifying _ -> "verifying";
        };
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : StatusReport.time(millis);
    }
}
