package courier.ledger;

import courier.intent.Identity;
import courier.outcome.OutcomeRecord.Probed;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Signs written to the task's own outcomes partition, to read them back. Once one is read, every outcome that the
 * broker had acknowledged before it was written has been read, too; and the task has consumed a record, so that its
 * commits are fenced by the group's generation ({@code RATIONALE.md}, "Why a probe at init").
 *
 * <p>Threads: owned by the task's stream thread; sending happens elsewhere.
 */
final class Probes {

    private static final long RESEND_MILLIS = 10_000;

    private final String owner;
    private final Consumer<Probed> sender;
    private Map<Identity, String> judged = Map.of();
    private long sequence;
    private long firstSequence;
    private long sentAt;
    private boolean waiting;
    private boolean passed;

    Probes(String owner, Consumer<Probed> sender) {
        this.owner = owner;
        this.sender = sender;
    }

    /** Whether the first probe has been read: before, nothing may be dispatched. */
    boolean passed() {
        return passed;
    }

    boolean waiting() {
        return waiting;
    }

    /** Sends a probe; once it is read, the given dispatches are to be judged if nothing was heard of them. */
    void send(Map<Identity, String> toJudge, long now) {
        judged = Map.copyOf(toJudge);
        waiting = true;
        firstSequence = sequence + 1;
        emit(now);
    }

    /** Sends the probe again if it has not been read for long; a probe may be lost, a judgement may not. */
    void resend(long now) {
        if (waiting && now >= resendAt()) {
            emit(now);
        }
    }

    long resendAt() {
        return sentAt + RESEND_MILLIS;
    }

    /**
     * Takes a probe that was read: the dispatches to judge now, if it was waited for. Any one sent since will do:
     * taking the newest alone, a slow broker would never let one pass.
     */
    Map<Identity, String> read(Probed probe) {
        if (!waiting
                || !probe.owner().equals(owner)
                || probe.sequence() < firstSequence
                || probe.sequence() > sequence) {
            return Map.of();
        }
        waiting = false;
        passed = true;
        Map<Identity, String> toJudge = judged;
        judged = Map.of();
        return toJudge;
    }

    private void emit(long now) {
        sequence++;
        sentAt = now;
        sender.accept(new Probed(owner, sequence));
    }
}
