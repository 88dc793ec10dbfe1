package courier.submission.verdict;

import static courier.submission.verdict.VerdictWords.causeOf;
import static courier.submission.verdict.VerdictWords.summary;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Cause;
import courier.outcome.Verdict;
import courier.submission.verdict.Reply.Failure;
import courier.submission.verdict.Reply.Kind;
import courier.submission.verdict.Reply.Withheld;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What it means when no answer came. */
final class FailureVerdictsTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldKnowAFailureForUnsentAsLongAsTheRequestWasNotWhole(Kind kind) {
        for (Progress progress : List.of(Progress.NOTHING_SENT, Progress.PARTLY_SENT)) {
            assertThat(summary(Verdicts.STANDARD.of(new Failure(kind, progress), History.CLEAN)))
                    .isEqualTo("Retry - UNSENT");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldDoubtAFailureAfterTheWholeRequestUnlessTheServerHasNotLookedAtIt(Kind kind) {
        Verdict verdict = Verdicts.STANDARD.of(new Failure(kind, Progress.FULLY_SENT), History.CLEAN);

        boolean notLookedAt = kind == Kind.HTTP2_GOAWAY || kind == Kind.HTTP2_REFUSED_STREAM;
        assertThat(summary(verdict)).isEqualTo(notLookedAt ? "Retry - UNSENT" : "Doubt - UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "DNS, NOTHING_SENT, DNS_FAILED",
        "CONNECT_REFUSED, NOTHING_SENT, CONNECT_REFUSED",
        "CONNECT_TIMEOUT, NOTHING_SENT, CONNECT_TIMEOUT",
        "DEADLINE, NOTHING_SENT, CONNECT_TIMEOUT",
        "TLS, NOTHING_SENT, TLS_FAILED",
        "RESET, NOTHING_SENT, CONNECT_FAILED",
        "OTHER_IO, NOTHING_SENT, CONNECT_FAILED",
        "RESET, PARTLY_SENT, REQUEST_CUT",
        "DEADLINE, PARTLY_SENT, REQUEST_SLOW",
        "HTTP2_GOAWAY, PARTLY_SENT, HTTP2_GOAWAY",
        "HTTP2_REFUSED_STREAM, FULLY_SENT, HTTP2_REFUSED_STREAM",
        "RESET, FULLY_SENT, CONNECTION_LOST",
        "TLS, FULLY_SENT, CONNECTION_LOST",
        "READ_TIMEOUT, FULLY_SENT, READ_TIMEOUT",
        "DEADLINE, FULLY_SENT, READ_TIMEOUT",
        "OTHER_IO, FULLY_SENT, CALL_FAILED",
        "INTERNAL, PARTLY_SENT, INTERNAL_ERROR",
        "INTERNAL, FULLY_SENT, INTERNAL_ERROR_AFTER_SENDING"
    })
    void shouldNameEveryFailure(Kind kind, Progress progress, Code code) {
        Verdict verdict = Verdicts.STANDARD.of(new Failure(kind, progress), History.CLEAN);

        assertThat(causeOf(verdict)).isEqualTo(Cause.of(code.text(), code.meaning()));
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_NOT_EXPRESSIBLE, Reject - UNSENT",
        "ATTACHMENT_MISSING, Reject - UNSENT",
        "ATTACHMENT_REFUSED, Reject - UNSENT",
        "ATTACHMENT_STORE_UNKNOWN, Reject - UNSENT",
        "ATTACHMENT_STORE_UNAVAILABLE, Retry - UNSENT",
        "ATTACHMENT_TOO_LARGE, Reject - UNSENT",
        "ATTACHMENTS_TOO_LARGE, Reject - UNSENT",
        "ATTACHMENT_SIZE_MISMATCH, Reject - UNSENT",
        "ATTACHMENT_DIGEST_MISMATCH, Reject - UNSENT",
        "ATTACHMENTS_SLOW, Retry - UNSENT",
        "INTERNAL_ERROR, Retry - UNSENT"
    })
    void shouldKnowForUnsentWhatWasWithheld(Code code, String expected) {
        Verdict verdict = Verdicts.STANDARD.of(new Withheld(code, "/attachments/0"), History.PRIOR_UNPROVEN);

        assertThat(summary(verdict)).isEqualTo(expected);
        assertThat(causeOf(verdict).code()).isEqualTo(code.text());
        assertThat(causeOf(verdict).message()).startsWith("/attachments/0: ");
    }
}
