package courier.submission.verdict;

import static courier.outcome.Action.NEEDS_CORRECTION;
import static courier.outcome.Action.NEEDS_DECISION;
import static courier.outcome.Action.NEVER;
import static courier.outcome.Action.RETRYABLE;
import static courier.outcome.Delivery.REFUSED;
import static courier.outcome.Delivery.UNKNOWN;
import static courier.outcome.Delivery.UNSENT;

import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.submission.verdict.Ruling.Doubt;
import courier.submission.verdict.Ruling.Exists;
import courier.submission.verdict.Ruling.Hold;
import courier.submission.verdict.Ruling.Reject;
import courier.submission.verdict.Ruling.Retry;
import courier.submission.verdict.Ruling.Throttle;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of verdicts: every code that an attempt can end with, what it means, what it leads to unless configured
 * otherwise, and what can be done about it.
 *
 * <p>Kombo's own codes come first. An answer without a known code is filed under one of the {@code HTTP_…} and
 * {@code ANSWER_…} codes; a call without an answer under one of the others. {@link Progress} says why a request that
 * was cut short is proof that nothing was created. A 503, and Kombo's word that the ATS is down, are tried again as
 * Kombo advises, but prove nothing: whoever sent them need not know how far the request had come.
 */
public enum Code {
    RATE_LIMIT_EXCEEDED(
            "PLATFORM.RATE_LIMIT_EXCEEDED", new Throttle(Scope.KEY), RETRYABLE, "Too many requests in the window."),
    CONCURRENCY_LIMIT_EXCEEDED(
            "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED",
            new Throttle(Scope.INTEGRATION),
            RETRYABLE,
            "Too many calls in flight for the integration."),
    INTEGRATION_NOT_FOUND(
            "PLATFORM.INTEGRATION_NOT_FOUND",
            new Reject(REFUSED),
            NEEDS_CORRECTION,
            "Kombo knows no such integration."),
    PLATFORM_INPUT_INVALID("PLATFORM.INPUT_INVALID", new Reject(REFUSED), NEEDS_CORRECTION, "Kombo refused the input."),
    PLATFORM_UNKNOWN_ERROR(
            "PLATFORM.UNKNOWN_ERROR", new Doubt(), NEEDS_DECISION, "Kombo failed without knowing how far it came."),
    IP_NOT_WHITELISTED(
            "PLATFORM.IP_NOT_WHITELISTED",
            new Hold(Scope.ADDRESS, REFUSED),
            NEEDS_CORRECTION,
            "Kombo does not accept calls from the worker's address."),
    PLATFORM_AUTHENTICATION_INVALID(
            "PLATFORM.AUTHENTICATION_INVALID",
            new Hold(Scope.KEY, REFUSED),
            NEEDS_CORRECTION,
            "Kombo does not accept the worker's API key."),
    TASK_TIMED_OUT(
            "PLATFORM.TASK_TIMED_OUT", new Doubt(), NEEDS_DECISION, "Kombo gave up waiting; it may have been done."),
    PERMISSION_MISSING(
            "INTEGRATION.PERMISSION_MISSING",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The customer has not granted what the call needs."),
    INTEGRATION_AUTHENTICATION_INVALID(
            "INTEGRATION.AUTHENTICATION_INVALID",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The customer's connection to the ATS has lost its access."),
    QA_FAILED(
            "INTEGRATION.QA_FAILED",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The integration did not pass Kombo's checks."),
    SETUP_SYNC_PENDING(
            "INTEGRATION.SETUP_SYNC_PENDING",
            new Hold(Scope.INTEGRATION, REFUSED),
            RETRYABLE,
            "The integration's first sync still runs; that can take hours."),
    SETUP_INCOMPLETE(
            "INTEGRATION.SETUP_INCOMPLETE",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The integration's setup was not finished."),
    INTEGRATION_INACTIVE(
            "INTEGRATION.INACTIVE",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The integration is switched off."),
    MODEL_NOT_AVAILABLE(
            "INTEGRATION.MODEL_NOT_AVAILABLE", new Reject(REFUSED), NEVER, "This ATS has no applications to create."),
    MODEL_DISABLED(
            "INTEGRATION.MODEL_DISABLED",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The model is switched off in the scope configuration."),
    ACTION_NOT_AVAILABLE(
            "INTEGRATION.ACTION_NOT_AVAILABLE", new Reject(REFUSED), NEVER, "This ATS cannot create applications."),
    ACTION_DISABLED(
            "INTEGRATION.ACTION_DISABLED",
            new Hold(Scope.INTEGRATION, REFUSED),
            NEEDS_CORRECTION,
            "The action is switched off in the scope configuration."),
    REMOTE_SERVICE_UNAVAILABLE("REMOTE.SERVICE_UNAVAILABLE", new Retry(UNKNOWN), RETRYABLE, "The ATS is down."),
    REMOTE_RATE_LIMIT_EXCEEDED(
            "REMOTE.RATE_LIMIT_EXCEEDED", new Throttle(Scope.INTEGRATION), RETRYABLE, "The ATS throttles."),
    REMOTE_INPUT_INVALID("REMOTE.INPUT_INVALID", new Reject(REFUSED), NEEDS_CORRECTION, "The ATS refused the input."),
    REMOTE_UNKNOWN_HTTP_ERROR(
            "REMOTE.UNKNOWN_HTTP_ERROR", new Doubt(), NEEDS_DECISION, "The ATS answered something unforeseen."),
    JOB_CLOSED("ATS.JOB_CLOSED", new Reject(REFUSED), NEVER, "The job takes no applications any more."),
    APPLICATION_ALREADY_EXISTS(
            "ATS.APPLICATION_ALREADY_EXISTS",
            new Exists(),
            NEVER,
            "The candidate has already applied to this job; after an attempt of unknown outcome, by that attempt."),

    HTTP_REDIRECT(
            new Hold(Scope.KEY, REFUSED),
            NEEDS_CORRECTION,
            "The base URL redirects. Courier never follows: it would carry the key and the person elsewhere."),
    HTTP_UNAUTHORIZED(
            new Hold(Scope.KEY, REFUSED), NEEDS_CORRECTION, "HTTP 401 without a code of Kombo's: check the API key."),
    HTTP_FORBIDDEN(
            new Hold(Scope.ADDRESS, REFUSED),
            NEEDS_CORRECTION,
            "HTTP 403 or 407 without a code of Kombo's: something on the way does not let the worker through."),
    HTTP_REQUEST_TIMEOUT(
            new Doubt(), NEEDS_DECISION, "HTTP 408 without a code of Kombo's: something on the way gave up waiting."),
    HTTP_TOO_MANY_REQUESTS(new Throttle(Scope.INTEGRATION), RETRYABLE, "HTTP 429 without a known code."),
    HTTP_CLIENT_ERROR(new Reject(REFUSED), NEEDS_CORRECTION, "HTTP 4xx without a known code."),
    HTTP_SERVICE_UNAVAILABLE(
            new Retry(UNKNOWN), RETRYABLE, "HTTP 503 without a known code: retried as Kombo advises, but no proof."),
    HTTP_SERVER_ERROR(new Doubt(), NEEDS_DECISION, "HTTP 5xx other than 503 without a known code."),
    HTTP_UNEXPECTED(new Doubt(), NEEDS_DECISION, "A status that no HTTP server should end a POST with."),
    ANSWER_UNREADABLE(
            new Doubt(), NEEDS_DECISION, "The status says success, but the body is not what a success looks like."),
    ANSWER_TRUNCATED(new Doubt(), NEEDS_DECISION, "The connection broke within the answer's body."),

    DNS_FAILED(new Retry(UNSENT), RETRYABLE, "The host's name could not be resolved."),
    CONNECT_REFUSED(new Retry(UNSENT), RETRYABLE, "The host refused the connection, or no route leads to it."),
    CONNECT_TIMEOUT(new Retry(UNSENT), RETRYABLE, "No connection within kombo.connect-timeout."),
    CONNECT_FAILED(new Retry(UNSENT), RETRYABLE, "The connection broke before anything was sent."),
    TLS_FAILED(new Retry(UNSENT), RETRYABLE, "TLS could not be agreed upon; the certificate may not be trusted."),
    HTTP2_GOAWAY(new Retry(UNSENT), RETRYABLE, "The server had closed the connection for new requests."),
    HTTP2_REFUSED_STREAM(new Retry(UNSENT), RETRYABLE, "The server says that it has not looked at the request."),
    REQUEST_CUT(new Retry(UNSENT), RETRYABLE, "The connection broke before the request was whole."),
    REQUEST_SLOW(new Retry(UNSENT), RETRYABLE, "The request was not whole within kombo.request-timeout."),
    CONNECTION_LOST(new Doubt(), NEEDS_DECISION, "The connection broke between the request and its answer."),
    READ_TIMEOUT(new Doubt(), NEEDS_DECISION, "No answer within kombo.request-timeout."),
    CALL_FAILED(new Doubt(), NEEDS_DECISION, "The call failed after the request was sent."),

    REQUEST_NOT_EXPRESSIBLE(
            new Reject(UNSENT), NEEDS_CORRECTION, "The job id or the integration id cannot be put into a request."),
    ATTACHMENT_MISSING(new Reject(UNSENT), NEEDS_CORRECTION, "The store has no such file."),
    ATTACHMENT_REFUSED(new Reject(UNSENT), NEEDS_CORRECTION, "The reference is not one that may be read."),
    ATTACHMENT_STORE_UNKNOWN(new Reject(UNSENT), NEEDS_CORRECTION, "No store is configured for the reference."),
    ATTACHMENT_STORE_UNAVAILABLE(new Retry(UNSENT), RETRYABLE, "The store could not be read."),
    ATTACHMENT_TOO_LARGE(new Reject(UNSENT), NEEDS_CORRECTION, "A file is larger than attachments.file-max."),
    ATTACHMENTS_TOO_LARGE(
            new Reject(UNSENT), NEEDS_CORRECTION, "The files together are larger than attachments.total-max."),
    ATTACHMENT_SIZE_MISMATCH(
            new Reject(UNSENT), NEEDS_CORRECTION, "The file has not the size that the intent or the store states."),
    ATTACHMENT_DIGEST_MISMATCH(
            new Reject(UNSENT), NEEDS_CORRECTION, "The file has not the SHA-256 that the intent states."),
    ATTACHMENT_NOT_ACCEPTED(
            new Reject(UNSENT), NEEDS_CORRECTION, "The ATS does not take such a file (attachments.preflight)."),
    ATTACHMENTS_NOT_ACCEPTED(
            new Reject(UNSENT),
            NEEDS_CORRECTION,
            "The ATS does not take these files together (attachments.preflight)."),
    ATTACHMENTS_SLOW(new Retry(UNSENT), RETRYABLE, "Opening the attachments took too long for the call to start."),
    INTERNAL_ERROR(new Retry(UNSENT), RETRYABLE, "Courier failed before anything was sent. This is a bug."),
    INTERNAL_ERROR_AFTER_SENDING(
            new Doubt(), NEEDS_DECISION, "Courier failed after the request was sent. This is a bug.");

    private static final Pattern KOMBOS_SHAPE = Pattern.compile("[A-Z0-9_]{1,50}(\\.[A-Z0-9_]{1,50}){1,3}");

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // sealed records of enums
    private final Ruling ruling;

    private final Action remedy;
    private final String meaning;

    Code(String text, Ruling ruling, Action remedy, String meaning) {
        this.text = text;
        this.ruling = ruling;
        this.remedy = remedy;
        this.meaning = meaning;
    }

    Code(Ruling ruling, Action remedy, String meaning) {
        this.text = name();
        this.ruling = ruling;
        this.remedy = remedy;
        this.meaning = meaning;
    }

    /** The code in events, metrics and configuration; for Kombo's own codes, as Kombo writes it. */
    public String text() {
        return text;
    }

    /** What it leads to unless configured otherwise. */
    public Ruling ruling() {
        return ruling;
    }

    /** What can be done about it as it stands in the table. */
    public Action remedy() {
        return remedy;
    }

    /** What can be done about its dead letter if this is known: only what is in doubt needs a decision, and always. */
    Action remedy(Delivery known) {
        if (known == Delivery.UNKNOWN) {
            return NEEDS_DECISION;
        }
        return remedy == NEEDS_DECISION ? RETRYABLE : remedy;
    }

    /** What it says, in a sentence for a person. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is one of Kombo's: all those, and none of Courier's, have a dot. */
    public boolean byKombo() {
        return text.contains(".");
    }

    /** Whether a text is shaped like one of Kombo's codes. */
    public static boolean shapedLikeKombos(String text) {
        return KOMBOS_SHAPE.matcher(text).matches();
    }

    /** Finds a code, Kombo's or Courier's, by its text. */
    public static Optional<Code> ofText(String text) {
        for (Code code : values()) {
            if (code.text.equals(text)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** Finds one of Kombo's codes; empty for one that Kombo has introduced since. */
    static Optional<Code> ofKombo(String text) {
        return ofText(text).filter(Code::byKombo);
    }
}
