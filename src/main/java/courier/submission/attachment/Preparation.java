package courier.submission.attachment;

import courier.submission.verdict.Code;

/** What preparing an application came to. */
public sealed interface Preparation {

    /** All files are open; whoever receives it closes it. */
    record Ready(PreparedApplication application) implements Preparation {}

    /**
     * It cannot be sent, or not now; nothing is left open.
     *
     * @param where JSON Pointer of what it is about
     * @param rule the particular rule that is broken, where the code stands for several; empty for none
     */
    record Failed(Code code, String where, String rule) implements Preparation {

        /** A failure that its code says all about. */
        public Failed(Code code, String where) {
            this(code, where, "");
        }
    }
}
