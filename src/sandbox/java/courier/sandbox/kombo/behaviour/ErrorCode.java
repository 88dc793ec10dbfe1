package courier.sandbox.kombo.behaviour;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The codes of Kombo's error schema, each with the HTTP status that the stand-in gives it. Kombo does not promise
 * statuses: clients decide on the code.
 */
public enum ErrorCode {
    RATE_LIMIT_EXCEEDED("PLATFORM.RATE_LIMIT_EXCEEDED", 429),
    CONCURRENCY_LIMIT_EXCEEDED("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", 429),
    INTEGRATION_NOT_FOUND("PLATFORM.INTEGRATION_NOT_FOUND", 404),
    INPUT_INVALID("PLATFORM.INPUT_INVALID", 400),
    UNKNOWN_ERROR("PLATFORM.UNKNOWN_ERROR", 500),
    IP_NOT_WHITELISTED("PLATFORM.IP_NOT_WHITELISTED", 403),
    KEY_INVALID("PLATFORM.AUTHENTICATION_INVALID", 401),
    TASK_TIMED_OUT("PLATFORM.TASK_TIMED_OUT", 504),
    PERMISSION_MISSING("INTEGRATION.PERMISSION_MISSING", 403),
    CONNECTION_INVALID("INTEGRATION.AUTHENTICATION_INVALID", 401),
    QA_FAILED("INTEGRATION.QA_FAILED", 409),
    SETUP_SYNC_PENDING("INTEGRATION.SETUP_SYNC_PENDING", 409),
    SETUP_INCOMPLETE("INTEGRATION.SETUP_INCOMPLETE", 409),
    INACTIVE("INTEGRATION.INACTIVE", 403),
    MODEL_NOT_AVAILABLE("INTEGRATION.MODEL_NOT_AVAILABLE", 404),
    MODEL_DISABLED("INTEGRATION.MODEL_DISABLED", 403),
    ACTION_NOT_AVAILABLE("INTEGRATION.ACTION_NOT_AVAILABLE", 404),
    ACTION_DISABLED("INTEGRATION.ACTION_DISABLED", 403),
    REMOTE_UNAVAILABLE("REMOTE.SERVICE_UNAVAILABLE", 503),
    REMOTE_RATE_LIMIT_EXCEEDED("REMOTE.RATE_LIMIT_EXCEEDED", 429),
    REMOTE_INPUT_INVALID("REMOTE.INPUT_INVALID", 400),
    REMOTE_UNKNOWN("REMOTE.UNKNOWN_HTTP_ERROR", 502),
    JOB_CLOSED("ATS.JOB_CLOSED", 409),
    ALREADY_EXISTS("ATS.APPLICATION_ALREADY_EXISTS", 409);

    private final String text;
    private final int status;

    ErrorCode(String text, int status) {
        this.text = text;
        this.status = status;
    }

    /** As it stands in an answer. */
    public String text() {
        return text;
    }

    public int status() {
        return status;
    }

    /** The code of that text, if it is one that the schema has. */
    public static Optional<ErrorCode> of(String text) {
        return Stream.of(values()).filter(code -> code.text.equals(text)).findFirst();
    }
}
