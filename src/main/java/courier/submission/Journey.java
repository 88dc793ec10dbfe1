package courier.submission;

import courier.intent.Identity;
import courier.outcome.Verdict;
import courier.submission.limit.Answer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one intent, from its attachments to a verdict. Called on a virtual thread of its own; blocks as long
 * as the call does; never throws: what goes wrong is a verdict.
 */
@FunctionalInterface
public interface Journey {

    /** Makes the attempt. Calls {@link Gate#start()} exactly once, right before the first byte could leave. */
    Result travel(Work work, Gate gate);

    /**
     * What is to be attempted.
     *
     * @param attempt the attempt's number, from 1
     * @param priorUnproven whether an earlier attempt may have created the application
     * @param waitingSince when it was admitted or the attempt before ended, in milliseconds since the epoch
     * @param payload an encoded {@link courier.avro.internal.ArrivedIntent}
     */
    record Work(
            Identity identity, String jobId, int attempt, boolean priorUnproven, long waitingSince, byte[] payload) {
        @Override
        public String toString() {
            return "Work[" + identity + ", attempt " + attempt + "]";
        }
    }

    /** Decides, once, whether the call may start. */
    @FunctionalInterface
    interface Gate {
        /**
         * Asks for leave to start; the answer is final, and a call may be made after {@link Start#GO} alone. Waits for
         * a turn where the limits have shrunk since the dispatch.
         */
        Start start();

        /** Tells what the call's end says of the pace, as soon as it is known. */
        default void answered(Answer answer) {}

        /**
         * Tells that the attachments are open, or why they are not.
         *
         * @param code null if they are
         */
        default void prepared(@Nullable String code) {}

        /** Tells what was exchanged with Kombo, once it has been. */
        default void exchanged(Exchange exchange) {}
    }

    /**
     * A call that was made.
     *
     * @param address without user and query
     * @param status null without an answer
     */
    record Exchange(String method, URI address, @Nullable Integer status) {}

    /** The gate's answer. */
    enum Start {
        /** Make the call. */
        GO,
        /** Too long after the marker: make no call. */
        LATE,
        /** Kombo's limits leave no room in time: make no call. */
        NO_ROOM,
        /** Taken back by its owner: make no call; whatever is returned is thrown away. */
        CANCELLED
    }

    /** What the attempt came to. */
    sealed interface Result {
        /** No call was made, through no fault of the intent's: the dispatch is given back. */
        record NotStarted(String reason) implements Result {}

        /**
         * An outcome.
         *
         * @param startedAt when the call began, in milliseconds since the epoch; null where it never did
         */
        record Finished(@Nullable Long startedAt, long endedAt, Verdict verdict) implements Result {}
    }
}
