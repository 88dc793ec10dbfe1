package courier.submission;

import courier.intent.Identity;
import courier.outcome.Lookup;
import courier.submission.limit.Answer;

/**
 * Asks Kombo whether it has the application of an intent of unknown outcome. Called on a virtual thread of its own;
 * blocks as long as the requests do; changes nothing, so that it may be done again at any time.
 */
@FunctionalInterface
public interface Search {

    /** Asks. Calls {@link Gate#next()} before each request, and makes none after it has been refused. */
    Lookup look(Question question, Gate gate);

    /**
     * What is looked for: an application of the intent's candidate and job, created since a time.
     *
     * @param since in milliseconds since the epoch
     * @param payload an encoded {@link courier.avro.internal.ArrivedIntent}
     */
    record Question(Identity identity, String jobId, long since, byte[] payload) {
        @Override
        public String toString() {
            return "Question[" + identity + "]";
        }
    }

    /** Keeps the pace. */
    interface Gate {
        /** Waits for leave to make one request; false if it is not to be made any more. */
        boolean next();

        /** Tells what the request's end says of the pace. */
        void answered(Answer answer);
    }
}
