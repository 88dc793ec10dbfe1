package courier.ledger;

import static courier.ledger.Evidence.Finding.BROKEN;
import static courier.ledger.Evidence.Finding.FAILING;
import static courier.ledger.Evidence.Finding.GOOD;
import static courier.ledger.Evidence.Finding.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Action;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.OutcomeRecord;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import courier.submission.verdict.Code;
import courier.submission.verdict.Ruling;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceTest {

    /** Each kind of failure once, as the standard table of verdicts rules it. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            REMOTE_SERVICE_UNAVAILABLE,         FAILING, GOOD
            TASK_TIMED_OUT,                     FAILING, GOOD
            REMOTE_UNKNOWN_HTTP_ERROR,          FAILING, GOOD
            HTTP_SERVICE_UNAVAILABLE,           FAILING, SILENT
            HTTP_SERVER_ERROR,                  FAILING, SILENT
            READ_TIMEOUT,                       FAILING, SILENT
            CONNECTION_LOST,                    FAILING, SILENT
            ANSWER_TRUNCATED,                   FAILING, SILENT
            DNS_FAILED,                         SILENT,  FAILING
            CONNECT_REFUSED,                    SILENT,  FAILING
            CONNECT_TIMEOUT,                    SILENT,  FAILING
            TLS_FAILED,                         SILENT,  FAILING
            REQUEST_CUT,                        FAILING, SILENT
            REQUEST_SLOW,                       FAILING, SILENT
            ATTACHMENT_STORE_UNAVAILABLE,       SILENT,  SILENT
            ATTACHMENTS_SLOW,                   SILENT,  SILENT
            INTERNAL_ERROR,                     SILENT,  SILENT
            INTERNAL_ERROR_AFTER_SENDING,       SILENT,  SILENT
            INTEGRATION_AUTHENTICATION_INVALID, BROKEN,  GOOD
            SETUP_SYNC_PENDING,                 BROKEN,  GOOD
            PLATFORM_AUTHENTICATION_INVALID,    SILENT,  BROKEN
            IP_NOT_WHITELISTED,                 SILENT,  BROKEN
            HTTP_UNAUTHORIZED,                  SILENT,  BROKEN
            HTTP_FORBIDDEN,                     SILENT,  BROKEN
            JOB_CLOSED,                         GOOD,    GOOD
            APPLICATION_ALREADY_EXISTS,         GOOD,    GOOD
            REMOTE_INPUT_INVALID,               GOOD,    GOOD
            ACTION_NOT_AVAILABLE,               GOOD,    GOOD
            PLATFORM_INPUT_INVALID,             SILENT,  GOOD
            INTEGRATION_NOT_FOUND,              SILENT,  GOOD
            HTTP_CLIENT_ERROR,                  SILENT,  SILENT
            ATTACHMENT_MISSING,                 SILENT,  SILENT
            CONCURRENCY_LIMIT_EXCEEDED,         SILENT,  GOOD
            REMOTE_RATE_LIMIT_EXCEEDED,         SILENT,  GOOD
            RATE_LIMIT_EXCEEDED,                SILENT,  SILENT
            """)
    void shouldSayOfWhatAnOutcomeIsProof(Code code, Evidence.Finding integration, Evidence.Finding way) {
        Evidence evidence = evidence(code);

        assertThat(evidence.integration()).isEqualTo(integration);
        assertThat(evidence.way()).isEqualTo(way);
        assertThat(evidence.saysNothing()).isEqualTo(integration == SILENT && way == SILENT);
    }

    /** So that a new code is filed by somebody who has thought of it. */
    @Test
    void shouldBlameTheWayForExactlyTheFailuresBeforeAnythingOfTheRequestWasTaken() {
        Set<Code> onTheWay = Set.of(Code.REQUEST_CUT, Code.REQUEST_SLOW);

        assertThat(Arrays.stream(Code.values())
                        .filter(code -> code.ruling() instanceof Ruling.Retry(Delivery delivery)
                                && delivery == Delivery.UNSENT
                                && !code.text().startsWith("ATTACHMENT")
                                && !onTheWay.contains(code)
                                && code != Code.INTERNAL_ERROR)
                        .map(Code::text))
                .containsExactlyInAnyOrderElementsOf(Evidence.OF_THE_WAY);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void shouldNeverHoldAnIntegrationForWhatHasNotReachedIt(Code code) {
        boolean ours = Set.of("ATTACH", "INTERN").contains(code.text().substring(0, 6));
        if (ours || Evidence.OF_THE_WAY.contains(code.text())) {
            assertThat(evidence(code).integration()).isEqualTo(SILENT);
        }
        if (!code.byKombo()) {
            assertThat(evidence(code).way()).isNotEqualTo(GOOD);
        }
    }

    @Test
    void shouldTakeASuccessForProofOfEverything() {
        Evidence evidence = Evidence.of(Given.outcome(Given.NONCE, Given.settle()));

        assertThat(evidence.integration()).isEqualTo(GOOD);
        assertThat(evidence.way()).isEqualTo(GOOD);
        assertThat(evidence.startedAt()).isEqualTo(Given.NOW - 400);
    }

    @Test
    void shouldSayHowFarTheTroubleReaches() {
        assertThat(evidence(Code.IP_NOT_WHITELISTED).scope()).isEqualTo(Scope.ADDRESS);
        assertThat(evidence(Code.PLATFORM_AUTHENTICATION_INVALID).scope()).isEqualTo(Scope.KEY);
        assertThat(evidence(Code.CONNECT_REFUSED).scope()).isEqualTo(Scope.ADDRESS);
        assertThat(evidence(Code.READ_TIMEOUT).inDoubt()).isTrue();
        assertThat(evidence(Code.REMOTE_SERVICE_UNAVAILABLE).inDoubt()).isFalse();
        assertThat(Set.of(
                        evidence(Code.READ_TIMEOUT).integration(),
                        evidence(Code.QA_FAILED).integration()))
                .containsExactlyInAnyOrder(FAILING, BROKEN);
    }

    private static Evidence evidence(Code code) {
        boolean answered =
                code.byKombo() || code.text().startsWith("HTTP_") || code.text().startsWith("ANSWER_");
        Cause cause = new Cause(code.text(), null, "m", answered ? Integer.valueOf(500) : null, null);
        Verdict verdict = switch (code.ruling()) {
            case Ruling.Retry(var delivery) -> new Verdict.Retry(cause, null, delivery);
            case Ruling.Throttle(var scope) -> new Verdict.Throttle(cause, scope, null);
            case Ruling.Hold(var scope, var delivery) -> new Verdict.Hold(cause, scope, delivery);
            case Ruling.Reject(var delivery) -> new Verdict.Reject(cause, delivery, Action.NEVER);
            case Ruling.Doubt() -> new Verdict.Doubt(cause);
            case Ruling.Exists() -> new Verdict.Reject(cause, Delivery.REFUSED, Action.NEVER);
        };
        return Evidence.of(new OutcomeRecord.Attempted(Given.IDENTITY, "n", 1, 5L, 9, verdict));
    }
}
