package courier.sandbox.kombo.behaviour;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stand-in does with a request that it would otherwise have answered with an application. */
public sealed interface Act {

    /** Creates the application and answers with warnings. */
    record Warn(List<String> messages) implements Act {
        public Warn {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Answers an error as the error schema says.
     *
     * @param code null, or any text: codes appear that the schema does not have yet
     */
    record Refuse(
            @Nullable String code, int status, @Nullable RetryAfter retryAfter, Creation creation) implements Act {
        /** The answer that belongs to a code of the schema; nothing is created. */
        public static Refuse with(ErrorCode code) {
            return new Refuse(code.text(), code.status(), null, Creation.SKIPPED);
        }

        /** The same answer with a Retry-After header. */
        public Refuse after(RetryAfter wait) {
            return new Refuse(code, status, wait, creation);
        }

        /** The same answer, although the application was created. */
        public Refuse butCreate() {
            return new Refuse(code, status, retryAfter, Creation.DONE);
        }
    }

    /** Answers a page of HTML, as a load balancer does. */
    record Page(int status, @Nullable RetryAfter retryAfter, Creation creation) implements Act {}

    /** Never answers, and creates nothing; ends with the client's patience, where it shows, or with the stand-in. */
    record Hang() implements Act {}

    /** Cuts the connection; over HTTP/2 this request's stream alone. */
    record Cut(Moment moment) implements Act {}

    /** Creates the application, and answers half of the JSON as if it were the whole. */
    record Truncate() implements Act {}

    /** Creates the application at once, and answers only after the delay. */
    record Late(Duration delay) implements Act {}

    /** Whether the application is created although the answer says otherwise. */
    enum Creation {
        SKIPPED,
        DONE
    }

    /** When a connection is cut. */
    enum Moment {
        /** With the request's headers read, its body not. */
        BEFORE_BODY,
        /** With the whole request read and nothing done. */
        BEFORE_CREATION,
        /** With the application created and nothing answered. */
        AFTER_CREATION,
        /** With the application created and half of the answer sent. */
        IN_ANSWER
    }

    /** The two forms of a Retry-After header. */
    sealed interface RetryAfter {
        /** A number of seconds. */
        record Seconds(long seconds) implements RetryAfter {}

        /** The date that is then so far away; HTTP dates are exact to the second, so this one is rounded up. */
        record Date(Duration away) implements RetryAfter {}
    }
}
