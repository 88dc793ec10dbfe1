package courier.submission.verdict;

import courier.submission.verdict.Reply.Answer;
import courier.submission.verdict.Reply.Failure;

/** Files what came back under a code. */
final class Filing {
    private Filing() {}

    static boolean successful(int status) {
        return status >= 200 && status <= 299;
    }

    /** Whether an answer of this status can be one of Kombo's errors, so that its code counts. */
    static boolean heedsCode(int status) {
        return status >= 400 && status <= 599;
    }

    static Code of(Answer answer) {
        return switch (answer.body()) {
            case Body.ErrorForm(var code, var _, var _, var _)
            when code != null && heedsCode(answer.status()) ->
                Code.ofKombo(code).orElseGet(() -> ofUnknownCode(answer.status()));
            case Body.ErrorForm _, Body.Unreadable _ -> ofStatus(answer.status());
            // a success in the body of an error: the two contradict each other, so neither is believed
            case Body.SuccessForm _ -> Code.ANSWER_UNREADABLE;
            case Body.Truncated _ -> ofTruncated(answer.status());
        };
    }

    /** A new code is Kombo's own word on this request, so a 401 or 403 with one need not be about key or address. */
    private static Code ofUnknownCode(int status) {
        Code code = ofStatus(status);
        return switch (code) {
            case HTTP_UNAUTHORIZED, HTTP_FORBIDDEN, HTTP_REQUEST_TIMEOUT -> Code.HTTP_CLIENT_ERROR;
            default -> code;
        };
    }

    private static Code ofStatus(int status) {
        return switch (status) {
            case 401 -> Code.HTTP_UNAUTHORIZED;
            case 403, 407 -> Code.HTTP_FORBIDDEN;
            case 408 -> Code.HTTP_REQUEST_TIMEOUT;
            case 429 -> Code.HTTP_TOO_MANY_REQUESTS;
            case 503 -> Code.HTTP_SERVICE_UNAVAILABLE;
            default ->
                switch (status / 100) {
                    case 2 -> Code.ANSWER_UNREADABLE;
                    case 3 -> Code.HTTP_REDIRECT;
                    case 4 -> Code.HTTP_CLIENT_ERROR;
                    case 5 -> Code.HTTP_SERVER_ERROR;
                    default -> Code.HTTP_UNEXPECTED;
                };
        };
    }

    /**
     * These two statuses are a whole answer; behind any other the lost body may hold a code that changes its meaning.
     */
    private static Code ofTruncated(int status) {
        return status == 429 || status == 503 ? ofStatus(status) : Code.ANSWER_TRUNCATED;
    }

    static Code of(Failure failure) {
        return switch (failure.kind()) {
            case HTTP2_GOAWAY -> Code.HTTP2_GOAWAY;
            case HTTP2_REFUSED_STREAM -> Code.HTTP2_REFUSED_STREAM;
            case INTERNAL ->
                failure.progress() == Progress.FULLY_SENT ? Code.INTERNAL_ERROR_AFTER_SENDING : Code.INTERNAL_ERROR;
            case DNS, CONNECT_REFUSED, CONNECT_TIMEOUT, TLS, RESET, READ_TIMEOUT, DEADLINE, OTHER_IO ->
                ofTransport(failure);
        };
    }

    private static Code ofTransport(Failure failure) {
        return switch (failure.progress()) {
            case NOTHING_SENT -> beforeSending(failure.kind());
            case PARTLY_SENT -> failure.kind() == Reply.Kind.DEADLINE ? Code.REQUEST_SLOW : Code.REQUEST_CUT;
            case FULLY_SENT -> afterSending(failure.kind());
        };
    }

    private static Code beforeSending(Reply.Kind kind) {
        return switch (kind) {
            case DNS -> Code.DNS_FAILED;
            case CONNECT_REFUSED -> Code.CONNECT_REFUSED;
            case CONNECT_TIMEOUT, DEADLINE -> Code.CONNECT_TIMEOUT;
            case TLS -> Code.TLS_FAILED;
            case RESET, READ_TIMEOUT, OTHER_IO, HTTP2_GOAWAY, HTTP2_REFUSED_STREAM, INTERNAL -> Code.CONNECT_FAILED;
        };
    }

    private static Code afterSending(Reply.Kind kind) {
        return switch (kind) {
            case READ_TIMEOUT, DEADLINE, CONNECT_TIMEOUT -> Code.READ_TIMEOUT;
            case RESET, TLS, DNS, CONNECT_REFUSED -> Code.CONNECTION_LOST;
            case OTHER_IO, HTTP2_GOAWAY, HTTP2_REFUSED_STREAM, INTERNAL -> Code.CALL_FAILED;
        };
    }
}
