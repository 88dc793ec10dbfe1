package courier.outcome;

import org.jspecify.annotations.Nullable;

/**
 * Why a verdict was reached.
 *
 * @param code Kombo's error code, or one of Courier's; never null, so that it can be counted by
 * @param title Kombo's title
 * @param message for a person; bounded in length. May quote Kombo, so it goes into events but never into a log line.
 * @param httpStatus null without an answer
 * @param logUrl Kombo's own log of the call
 */
public record Cause(
        String code,
        @Nullable String title,
        String message,
        @Nullable Integer httpStatus,
        @Nullable String logUrl) {

    /** A cause found by Courier itself. */
    public static Cause of(String code, String message) {
        return new Cause(code, null, message, null, null);
    }

    /** Without the message: that may quote an answer. */
    @Override
    public String toString() {
        return "Cause[" + code + (httpStatus == null ? "" : ", HTTP " + httpStatus) + "]";
    }
}
