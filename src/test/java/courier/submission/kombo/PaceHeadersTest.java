package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.verdict.Hints;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void shouldFindNothingInAnAnswerWithoutHeaders() {
        assertThat(PaceHeaders.read(Headers.of(), NOW)).isEqualTo(Hints.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "120, PT2M",
                "0, PT0S",
                " 5 , PT5S",
                "`Sun, 22 Nov 2026 10:01:30 GMT`, PT1M30S",
                "`Sun, 22 Nov 2026 09:00:00 GMT`, PT0S",
                "`Mon, 22 Nov 2027 10:00:00 GMT`, PT24H",
                "999999999, PT24H",
                "-1, -",
                "99999999999, PT24H",
                "soon, -",
                "1.5, -",
                "+5, -",
                "`Sunday, 22-Nov-26 10:01:30 GMT`, PT1M30S",
                "`Sun Nov 22 10:01:30 2026`, PT1M30S",
                "``, -"
            })
    void shouldReadRetryAfterInBothForms(String value, @Nullable Duration expected) {
        assertThat(PaceHeaders.read(Headers.of("Retry-After", value), NOW).retryAfter())
                .isEqualTo(expected);
    }

    @Test
    void shouldCountADateByTheServersOwnClock() {
        Headers headers =
                Headers.of("Date", "Sun, 22 Nov 2026 08:00:00 GMT", "Retry-After", "Sun, 22 Nov 2026 08:00:10 GMT");

        assertThat(PaceHeaders.read(headers, NOW).retryAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldTakeNonsenseForAbsent() {
        Headers headers = Headers.of(
                "Concurrency-Limit", "many",
                "Concurrency-Remaining", "-3",
                "ratelimit-limit", "1e3",
                "ratelimit-remaining", "",
                "ratelimit-reset", "later");

        assertThat(PaceHeaders.read(headers, NOW)).isEqualTo(Hints.NONE);
    }
}
