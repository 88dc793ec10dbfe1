package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.DIGEST;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.MEMORY;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.OTHER_DIGEST;
import static courier.ledger.Given.RETRY;
import static courier.ledger.Given.arrived;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.doubt;
import static courier.ledger.Given.ended;
import static courier.ledger.Given.expiring;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.retry;
import static org.assertj.core.api.Assertions.assertThat;

import courier.event.CodeBook;
import courier.event.CodeBook.Kind;
import courier.event.Unreadable;
import courier.intent.Violation;
import courier.outcome.Action;
import courier.outcome.Delivery;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operators' document says of the ledger's own codes is what the ledger does. */
class CodeBookTest {

    static Stream<Effect.DeadLetter> ends() {
        return Stream.of(
                end(Entry.ABSENT, arrival(DIGEST, NOW, List.of(new Violation("/a", "rule", "m")))),
                end(queued(), arrival(OTHER_DIGEST, NOW, List.of())),
                end(Entry.ABSENT, arrival(DIGEST, NOW - MEMORY.toMillis() - 1, List.of())),
                end(Entry.ABSENT, arrived(1, false, Entry.ABSENT)),
                end(Entry.ABSENT, arrived(1, false, queued())),
                end(Entry.ABSENT, arrived(1, false, delivered())),
                end(Entry.ABSENT, arrived(1, false, ended("X", Delivery.UNKNOWN))),
                end(expiring(queued(), NOW - 1), Given.dispatch(Entry.ABSENT)),
                end(expiring(queued().unproven(true), NOW - 1), Given.dispatch(Entry.ABSENT)),
                end(queued(), new Input.HoldSpent("X")),
                end(queued().unproven(true), new Input.HoldSpent("X")),
                end(tried(false), attempted(NONCE, retry(null, Delivery.REFUSED))),
                end(tried(true), attempted(NONCE, retry(null, Delivery.REFUSED))),
                end(dispatched(), attempted(NONCE, doubt())));
    }

    private static Effect.DeadLetter end(Entry entry, Input input) {
        return deadLetter(LEDGER.decide(entry, input, AT));
    }

    private static Input.Arrived arrival(String digest, long recordedAt, List<Violation> violations) {
        return new Input.Arrived("job-1", digest, recordedAt, null, 0, false, 0, violations, false, Entry.ABSENT);
    }

    private static Entry.Open tried(boolean unproven) {
        Entry.Open open = dispatched().unproven(unproven);
        for (int i = 1; i < RETRY.maxAttempts(); i++) {
            open = open.counted();
        }
        return open;
    }

    @ParameterizedTest
    @MethodSource("ends")
    void shouldSayOfADeadLetterWhatItSaysOfItself(Effect.DeadLetter letter) {
        CodeBook.Entry entry = CodeBook.of(letter.cause().code()).orElseThrow();
        boolean inDoubt = letter.delivery() == Delivery.UNKNOWN;

        if (entry.inDoubt().startsWith("if ")) {
            assertThat(letter.action().text())
                    .as(entry.code())
                    .isEqualTo(inDoubt ? Action.NEEDS_DECISION.text() : entry.action());
        } else {
            assertThat(letter.action().text()).as(entry.code()).isEqualTo(entry.action());
            assertThat(inDoubt).as(entry.code()).isEqualTo(entry.inDoubt().equals("yes"));
        }
    }

    @Test
    void shouldHaveAnExampleOfEachOfThem() {
        List<String> unreadable = Arrays.stream(Unreadable.Reason.values())
                .map(Unreadable.Reason::code)
                .toList();

        assertThat(ends().map(letter -> letter.cause().code()).distinct())
                .containsExactlyInAnyOrderElementsOf(CodeBook.all().stream()
                        .filter(entry -> entry.kind() == Kind.DEAD_LETTER)
                        .map(CodeBook.Entry::code)
                        .filter(code -> !unreadable.contains(code))
                        .toList());
    }
}
