package courier.status;

import courier.config.LiveSettings;
import courier.event.Advice;
import courier.ledger.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /status} answers, as JSON with names in snake case. {@code docs/status.schema.json} is its contract.
 * Times are ISO 8601, in UTC.
 *
 * @param at when it was drawn up
 * @param integrations what this worker owns and what has something open, is held, or has ended something lately: the
 *     ones in the worst condition first, then by what waits
 * @param integrationsLeftOut how many more there are of those that were asked for; {@code ?limit=} lists more
 * @param deadLetters by code, since the process began
 * @param workers of the whole application, that can be asked the same
 */
record StatusReport(
        String at,
        Self worker,
        Limits limits,
        Totals totals,
        Recent recent,
        List<Partition> partitions,
        List<Integration> integrations,
        int integrationsLeftOut,
        List<Letters> deadLetters,
        List<Worker> workers) {

    StatusReport {
        partitions = List.copyOf(partitions);
        integrations = List.copyOf(integrations);
        deadLetters = List.copyOf(deadLetters);
        workers = List.copyOf(workers);
    }

    /** The worker that answers. */
    record Self(
            String address,
            String startedAt,
            boolean started,
            boolean ready,
            String reason,
            String message,
            InForce settings) {}

    /**
     * The settings in force.
     *
     * @param digest of the file that they are from; null without one
     * @param refused why the file, as it is now, is not in force; null if it is
     */
    record InForce(
            String since, @Nullable String digest, @Nullable String refused) {
        static InForce of(LiveSettings.InForce now) {
            LiveSettings.Refusal refusal = now.refused();
            return new InForce(
                    time(now.since()),
                    now.digest(),
                    refusal == null
                            ? null
                            : refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /**
     * What bounds the worker as a whole.
     *
     * @param requestsLeft in the API key's window; null while nothing is known of it
     */
    record Limits(
            int callsInFlight,
            int callsMax,
            long attachmentBytes,
            long attachmentBytesMax,
            @Nullable Long requestsLeft) {}

    /**
     * Sums over this worker's part.
     *
     * @param integrations with something open, or held
     * @param integrationsInTrouble held, failing or late
     */
    record Totals(
            int partitions,
            int integrations,
            int integrationsHeld,
            int integrationsInTrouble,
            long queued,
            long dispatched,
            @Nullable String oldestOpenSince) {}

    /**
     * A partition of the ledger.
     *
     * @param ready whether it dispatches
     * @param hold of all its integrations
     */
    record Partition(
            int partition,
            boolean ready,
            String asOf,
            long queued,
            long dispatched,
            @Nullable HoldLine hold) {}

    /**
     * An integration.
     *
     * @param condition the word of a {@link Condition}
     * @param partition null if it has nothing open and is not held
     * @param inFlight calls reserved or under way in this worker
     * @param slots calls that may be at present
     * @param pausedMillis how long nothing is called for a limit's sake
     * @param nextDueAt when the next queued one may be called; null if none is queued
     * @param succeededRecently in the last quarter of an hour
     * @param deadLetteredRecently likewise, of those that were let in
     * @param queuedRecently what waited, in steps of half a minute, the oldest first
     */
    record Integration(
            String integrationId,
            String condition,
            @Nullable Integer partition,
            long queued,
            long dispatched,
            int inFlight,
            int slots,
            long pausedMillis,
            @Nullable String oldestOpenSince,
            @Nullable String nextDueAt,
            long succeededRecently,
            long deadLetteredRecently,
            List<Long> queuedRecently,
            @Nullable HoldLine hold) {

        Integration {
            queuedRecently = List.copyOf(queuedRecently);
        }
    }

    /**
     * Dead letters with a code.
     *
     * @param recent in the last quarter of an hour
     * @param total since the process began
     * @param advice what to do
     */
    record Letters(String code, long recent, long total, String lastAt, String advice) {
        static Letters of(String code, long recent, long total, long lastAt) {
            return new Letters(code, recent, total, time(lastAt), Advice.onDeadLetter(code));
        }
    }

    /**
     * A hold.
     *
     * @param advice what to do
     */
    record HoldLine(
            String scope,
            String code,
            String advice,
            String since,
            @Nullable String nextProbeAt,
            int probes,
            boolean byPerson,
            boolean expired) {
        static @Nullable HoldLine of(@Nullable Hold hold) {
            return hold == null
                    ? null
                    : new HoldLine(
                            hold.scope().text(),
                            hold.code(),
                            Advice.onHold(hold.code()),
                            time(hold.since()),
                            hold.byPerson() ? null : time(hold.probeAt()),
                            hold.probes(),
                            hold.byPerson(),
                            hold.expired());
        }
    }

    /** A worker of the application. */
    record Worker(String address, List<Integer> partitions) {
        Worker {
            partitions = List.copyOf(partitions);
        }
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
