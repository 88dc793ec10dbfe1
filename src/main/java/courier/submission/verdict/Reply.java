package courier.submission.verdict;

/** What came back from an attempt: an answer, a failure, or nothing because no whole request was made. */
public sealed interface Reply {

    /**
     * An HTTP answer.
     *
     * @param progress how much of the request had been sent when it came
     */
    record Answer(int status, Progress progress, Hints hints, Body body) implements Reply {}

    /**
     * No answer.
     *
     * @param detail what is known besides the kind, in Courier's own words; empty for nothing
     */
    record Failure(Kind kind, Progress progress, String detail) implements Reply {

        /** For a kind that says it all. */
        public Failure(Kind kind, Progress progress) {
            this(kind, progress, "");
        }
    }

    /**
     * Courier itself made no request, or gave it up before its last byte.
     *
     * @param code why
     * @param where JSON Pointer of the part of the application that it is about; empty for none
     * @param rule the particular rule that is broken, where the code stands for several; empty for none
     */
    record Withheld(Code code, String where, String rule) implements Reply {

        /** For a code that says it all. */
        public Withheld(Code code, String where) {
            this(code, where, "");
        }
    }

    /** The ways in which a call can fail without an answer. */
    enum Kind {
        DNS,
        CONNECT_REFUSED,
        CONNECT_TIMEOUT,
        TLS,
        /** Reset or closed by the other side. */
        RESET,
        /** A single read took too long. */
        READ_TIMEOUT,
        /** The call as a whole took too long. */
        DEADLINE,
        /** The server takes no new streams on this connection and has not taken this one. */
        HTTP2_GOAWAY,
        /** The server says that it has not looked at this stream. */
        HTTP2_REFUSED_STREAM,
        OTHER_IO,
        /** A bug of Courier's. */
        INTERNAL
    }
}
