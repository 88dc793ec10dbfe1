package courier.submission.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import courier.outcome.Action;
import courier.outcome.Delivery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table as it is shown. */
final class TableTest {

    @Test
    void shouldListEveryCodeAsItStands() {
        List<Row> table = Verdicts.STANDARD.table();

        assertThat(table)
                .extracting(Row::code)
                .containsExactlyElementsOf(
                        Arrays.stream(Code.values()).map(Code::text).toList());
        assertThat(table).allSatisfy(row -> {
            assertThat(row.standard()).isNull();
            assertThat(row.remedy() == Action.NEEDS_DECISION).as(row.code()).isEqualTo(row.known() == Delivery.UNKNOWN);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "PLATFORM.RATE_LIMIT_EXCEEDED, throttle-key, REFUSED, RETRYABLE",
        "REMOTE.RATE_LIMIT_EXCEEDED, throttle, REFUSED, RETRYABLE",
        "INTEGRATION.INACTIVE, hold, REFUSED, NEEDS_CORRECTION",
        "PLATFORM.AUTHENTICATION_INVALID, hold-key, REFUSED, NEEDS_CORRECTION",
        "PLATFORM.IP_NOT_WHITELISTED, hold-address, REFUSED, NEEDS_CORRECTION",
        "ATS.JOB_CLOSED, reject, REFUSED, NEVER",
        "ATS.APPLICATION_ALREADY_EXISTS, exists, REFUSED, NEVER",
        "HTTP_SERVICE_UNAVAILABLE, retry, UNKNOWN, NEEDS_DECISION",
        "READ_TIMEOUT, doubt, UNKNOWN, NEEDS_DECISION",
        "DNS_FAILED, retry, UNSENT, RETRYABLE"
    })
    void shouldShowTheStandardInTheWordsOfTheSettings(String code, String verdict, Delivery known, Action remedy) {
        assertThat(Verdicts.STANDARD.table())
                .contains(new Row(
                        code,
                        verdict,
                        known,
                        remedy,
                        Code.ofText(code).orElseThrow().meaning(),
                        null));
    }

    @Test
    void shouldShowWhatConfigurationChanged() {
        List<Row> table = Verdicts.with(Map.of(
                        "ATS.JOB_CLOSED", Course.DOUBT,
                        "READ_TIMEOUT", Course.RETRY,
                        "Z.NEW", Course.HOLD,
                        "A.NEW", Course.REJECT))
                .table();

        assertThat(table)
                .contains(
                        new Row(
                                "ATS.JOB_CLOSED",
                                "doubt",
                                Delivery.UNKNOWN,
                                Action.NEEDS_DECISION,
                                Code.JOB_CLOSED.meaning(),
                                "reject"),
                        new Row(
                                "READ_TIMEOUT",
                                "retry",
                                Delivery.UNKNOWN,
                                Action.NEEDS_DECISION,
                                Code.READ_TIMEOUT.meaning(),
                                "doubt"));
        assertThat(table)
                .hasSize(Code.values().length + 2)
                .filteredOn(row -> row.standard() != null)
                .hasSize(4);
        assertThat(table.subList(table.size() - 2, table.size())).allSatisfy(row -> {
            assertThat(row.known()).isNull();
            assertThat(row.remedy()).isNull();
            assertThat(row.standard()).isEqualTo("by status");
            assertThat(row.meaning()).endsWith(".");
        });
        assertThat(table.subList(table.size() - 2, table.size()))
                .extracting(Row::code, Row::verdict)
                .containsExactly(tuple("A.NEW", "reject"), tuple("Z.NEW", "hold"));
    }
}
