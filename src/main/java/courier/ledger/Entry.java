package courier.ledger;

import courier.outcome.Cause;
import courier.outcome.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one identity.
 *
 * <pre>
 * Absent ──arrival──▶ Open(Queued) ──marker──▶ Open(Dispatched) ──doubt──▶ Open(Verifying)
 *    │                     ▲   │                     │                         │
 *    │                     ├───┼─ release, retry ────┼─────────────────────────┤
 *    │                     └───┼─ resubmission ──────┤                         │
 *    └── refused arrival ──────┴── expiry, success ──┴─ end ───────────────────┴──▶ Settled
 * </pre>
 *
 * <p>All times are milliseconds since the epoch.
 */
public sealed interface Entry {

    /** Nothing is known, or no longer. */
    record Absent() implements Entry {}

    /** Nothing is known. */
    Absent ABSENT = new Absent();

    /**
     * An intent that has not ended.
     *
     * @param digest SHA-256 of what was asked, in hexadecimal digits
     * @param attachmentBytes what the attachments weigh at most, decoded
     * @param attempts attempts counted so far
     * @param postponements dispatches given back or throttled since the last counted attempt
     * @param unproven whether an answered attempt may have created the application all the same
     * @param unresolved older dispatches whose outcome is still open
     * @param history the attempts made, oldest first
     */
    record Open(
            String jobId,
            String digest,
            long admittedAt,
            @Nullable Long expiresAt,
            long attachmentBytes,
            Phase phase,
            int attempts,
            int postponements,
            boolean unproven,
            List<OpenNonce> unresolved,
            List<AttemptLine> history)
            implements Entry {

        /** So many lines of history are kept: the first ones, and the newest. */
        static final int HISTORY_MAX = 20;

        private static final int HISTORY_FIRST = 5;

        public Open {
            unresolved = List.copyOf(unresolved);
            history = List.copyOf(history);
        }

        static Open arrived(
                String jobId,
                String digest,
                long now,
                @Nullable Long expiresAt,
                long attachmentBytes,
                boolean unproven) {
            return new Open(
                    jobId,
                    digest,
                    now,
                    expiresAt,
                    attachmentBytes,
                    new Queued(now),
                    0,
                    0,
                    unproven,
                    List.of(),
                    List.of());
        }

        Open with(Phase next) {
            return copy(next, attempts, postponements, unproven, unresolved, history);
        }

        /** Waits until then; one that expires before comes up when it does, and is found to have expired. */
        Open queued(long due) {
            return with(new Queued(expiresAt == null ? due : Math.min(due, expiresAt)));
        }

        Open counted() {
            return copy(phase, attempts + 1, 0, unproven, unresolved, history);
        }

        Open postponed() {
            return copy(phase, attempts, postponements + 1, unproven, unresolved, history);
        }

        Open unproven(boolean doubtful) {
            return copy(phase, attempts, postponements, unproven || doubtful, unresolved, history);
        }

        Open with(AttemptLine line) {
            List<AttemptLine> lines = new ArrayList<>(history);
            lines.add(line);
            if (lines.size() > HISTORY_MAX) {
                lines.remove(HISTORY_FIRST);
            }
            return copy(phase, attempts, postponements, unproven, unresolved, lines);
        }

        Open with(OpenNonce nonce) {
            List<OpenNonce> nonces = new ArrayList<>(unresolved);
            nonces.add(nonce);
            return copy(phase, attempts, postponements, unproven, nonces, history);
        }

        Open without(String nonce) {
            List<OpenNonce> others = unresolved.stream()
                    .filter(open -> !open.nonce().equals(nonce))
                    .toList();
            return copy(phase, attempts, postponements, unproven, others, history);
        }

        private Open copy(
                Phase itsPhase,
                int itsAttempts,
                int itsPostponements,
                boolean isUnproven,
                List<OpenNonce> nonces,
                List<AttemptLine> lines) {
            return new Open(
                    jobId,
                    digest,
                    admittedAt,
                    expiresAt,
                    attachmentBytes,
                    itsPhase,
                    itsAttempts,
                    itsPostponements,
                    isUnproven,
                    nonces,
                    lines);
        }

        /** Whether the outcome of that dispatch may still come. */
        boolean awaits(String nonce) {
            return unresolved.stream().anyMatch(open -> open.nonce().equals(nonce));
        }

        /** When the first attempt ended, or was dispatched where it never did; now if there was none. */
        long firstTried(long now) {
            Long ended = history.isEmpty() ? null : history.getFirst().endedAt();
            return firstOpen(ended == null ? now : ended);
        }

        /** When the first attempt of this generation was dispatched, or called, that may have been delivered. */
        long firstInDoubt(Mark present) {
            long first = firstOpen(present.markedAt());
            for (AttemptLine line : history) {
                if (line.delivery() == Delivery.UNKNOWN && line.startedAt() != null) {
                    first = Math.min(first, line.startedAt());
                }
            }
            return first;
        }

        private long firstOpen(long orEarlier) {
            return unresolved.stream().mapToLong(OpenNonce::markedAt).reduce(orEarlier, Math::min);
        }

        /** When the marker of a dispatch was written; null if this entry does not know it. */
        @Nullable
        Long markedAt(String nonce) {
            if (phase instanceof Dispatched(Mark mark) && mark.nonce().equals(nonce)) {
                return mark.markedAt();
            }
            return unresolved.stream()
                    .filter(open -> open.nonce().equals(nonce))
                    .map(OpenNonce::markedAt)
                    .findFirst()
                    .orElse(null);
        }

        /** Whether any attempt may have created the application. */
        boolean mayExist() {
            return unproven || !unresolved.isEmpty();
        }

        /** Whether another dispatch than that one may have created the application, or be about to. */
        boolean mayExistBeside(String nonce) {
            return without(nonce).mayExist()
                    || (phase instanceof Dispatched(Mark mark) && !mark.nonce().equals(nonce));
        }
    }

    /** Where an open intent stands. */
    sealed interface Phase {}

    /** Waits in the store; not to be dispatched before {@code dueAt}. */
    record Queued(long dueAt) implements Phase {}

    /** Has a marker in the store: the call may have been made. */
    record Dispatched(Mark mark) implements Phase {}

    /**
     * Is not known to be delivered or not: Kombo is asked for the application.
     *
     * @param mark the dispatch whose outcome is not known
     * @param since when the first attempt was dispatched that may have created it
     * @param repeated whether an attempt before it may have created one, too
     * @param dueAt when Kombo is asked next
     * @param made how often it has been asked
     * @param cause why the outcome is not known
     */
    record Verifying(Mark mark, long since, boolean repeated, long dueAt, int made, Cause cause) implements Phase {
        Verifying again(long due) {
            return new Verifying(mark, since, repeated, due, made + 1, cause);
        }
    }

    /**
     * The marker of a dispatch.
     *
     * @param nonce the dispatch's unique name
     * @param incarnation the worker that wrote it
     * @param orphanSince when an owner first found it without a call of its own; null while its writer is the owner
     */
    record Mark(
            String nonce,
            int attempt,
            String incarnation,
            long markedAt,
            @Nullable Long orphanSince) {
        Mark orphaned(long now) {
            return new Mark(nonce, attempt, incarnation, markedAt, now);
        }
    }

    /** A dispatch whose outcome is still open. */
    record OpenNonce(String nonce, int attempt, long markedAt) {
        static OpenNonce of(Mark mark) {
            return new OpenNonce(mark.nonce(), mark.attempt(), mark.markedAt());
        }
    }

    /**
     * The memory of an intent that has ended.
     *
     * @param code the code of the dead letter; null for a success
     * @param answered what the answered attempts left known of the application
     * @param unresolved dispatches whose outcome is still open
     * @param settledBy the dispatch whose outcome ended it, or later proved the newest success: its record is no news
     */
    record Settled(
            String jobId,
            String digest,
            @Nullable String code,
            Delivery answered,
            long settledAt,
            List<OpenNonce> unresolved,
            @Nullable String settledBy)
            implements Entry {

        public Settled {
            unresolved = List.copyOf(unresolved);
        }

        /** What is known of the application, all in all. */
        public Delivery delivery() {
            if (answered == Delivery.DELIVERED) {
                return Delivery.DELIVERED;
            }
            return unresolved.isEmpty() ? answered : Delivery.UNKNOWN;
        }

        Settled settledBy(String nonce) {
            return new Settled(jobId, digest, code, answered, settledAt, unresolved, nonce);
        }

        Settled without(String nonce, Delivery learned) {
            return new Settled(
                    jobId,
                    digest,
                    code,
                    answered.compareTo(learned) >= 0 ? answered : learned,
                    settledAt,
                    unresolved.stream()
                            .filter(open -> !open.nonce().equals(nonce))
                            .toList(),
                    settledBy);
        }
    }
}
