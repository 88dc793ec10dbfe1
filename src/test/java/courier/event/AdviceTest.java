package courier.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdviceTest {

    @ParameterizedTest
    @CsvSource({
        "INTEGRATION.INACTIVE, Ask the customer",
        "INTEGRATION.SETUP_SYNC_PENDING, passes by itself",
        "PLATFORM.AUTHENTICATION_INVALID, kombo.api-key",
        "HTTP_UNAUTHORIZED, kombo.api-key",
        "PLATFORM.IP_NOT_WHITELISTED, let the workers' addresses through",
        "DNS_FAILED, name service",
        "CONNECT_TIMEOUT, name service",
        "REMOTE.SERVICE_UNAVAILABLE, status pages",
        "READ_TIMEOUT, status pages",
        "DEAD_LETTER_BUDGET, what they have in common",
        "HELD_BY_PERSON, who and why"
    })
    void shouldSayOfAHoldWhoseItIs(String code, String words) {
        assertThat(Advice.onHold(code)).contains(words);
    }

    @Test
    void shouldSayOfADeadLetterWhatTheCodeBookDoes() {
        assertThat(CodeBook.all())
                .filteredOn(
                        entry -> entry.kind() == CodeBook.Kind.DEAD_LETTER || entry.kind() == CodeBook.Kind.REJECTED)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        entry -> assertThat(Advice.onDeadLetter(entry.code())).isEqualTo(entry.advice()));
        assertThat(Advice.onDeadLetter("REMOTE.NEVER_HEARD_OF")).contains("courier dead-letters show");
    }
}
