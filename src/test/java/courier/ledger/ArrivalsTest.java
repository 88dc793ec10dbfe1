package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.DIGEST;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.MEMORY;
import static courier.ledger.Given.NOW;
import static courier.ledger.Given.OTHER_DIGEST;
import static courier.ledger.Given.arrived;
import static courier.ledger.Given.count;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.ended;
import static courier.ledger.Given.open;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.settled;
import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Violation;
import courier.outcome.Action;
import courier.outcome.Delivery;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {

    @Test
    void shouldQueueAFirstArrivalAtOnce() {
        Decision decision = LEDGER.decide(Entry.ABSENT, arrived(), AT);

        assertThat(decision)
                .isEqualTo(Decision.of(
                        new Entry.Open(
                                "job-1",
                                DIGEST,
                                NOW,
                                null,
                                0,
                                new Entry.Queued(NOW),
                                0,
                                0,
                                false,
                                List.of(),
                                List.of()),
                        count(Effect.Tally.ADMITTED)));
    }

    static Stream<Entry> known() {
        return Stream.of(queued(), dispatched(), delivered(), ended("X", Delivery.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldOnlyCountTheSameIntentComingAgain(Entry entry) {
        assertThat(LEDGER.decide(entry, arrived(), AT)).isEqualTo(Decision.of(entry, count(Effect.Tally.DUPLICATE)));
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldDeadLetterAnotherRequestUnderATakenIdentityAndLeaveTheFirstAlone(Entry entry) {
        Decision decision = LEDGER.decide(entry, other(false), AT);

        assertThat(decision.next()).isEqualTo(entry);
        assertThat(decision.effects()).hasSize(2).contains(new Effect.RememberConflict(OTHER_DIGEST));
        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.INTENT_ID_REUSED);
            assertThat(letter.action()).isEqualTo(Action.NEEDS_CORRECTION);
            assertThat(letter.delivery()).isEqualTo(Delivery.UNSENT);
        });
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldOnlyCountTheSecondDeliveryOfARequestUnderATakenIdentity(Entry entry) {
        assertThat(LEDGER.decide(entry, other(true), AT)).isEqualTo(Decision.of(entry, count(Effect.Tally.DUPLICATE)));
    }

    @Test
    void shouldSettleAnInvalidIntentWithoutACallAndNameItsViolations() {
        List<Violation> violations = List.of(new Violation("/a", "required", "m"), new Violation("/b", "format", "m"));

        Decision decision = LEDGER.decide(Entry.ABSENT, with(NOW - 50, null, violations, 0, Entry.ABSENT), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.stage()).isEqualTo(Effect.Stage.ADMISSION);
            assertThat(letter.cause().code()).isEqualTo(Codes.INVALID_INTENT);
            assertThat(letter.violations()).isEqualTo(violations);
            assertThat(letter.action()).isEqualTo(Action.NEEDS_CORRECTION);
            assertThat(letter.delivery()).isEqualTo(Delivery.UNSENT);
            assertThat(letter.history()).isEmpty();
        });
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNSENT);
        assertThat(LEDGER.decide(decision.next(), arrived(), AT).effects())
                .containsExactly(count(Effect.Tally.DUPLICATE));
    }

    @Test
    void shouldLeaveWhatIsOlderThanTheMemoryToAPerson() {
        long horizon = NOW - MEMORY.toMillis();

        Decision decision = LEDGER.decide(Entry.ABSENT, with(horizon - 1, null, List.of(), 0, Entry.ABSENT), AT);

        assertThat(deadLetter(decision)).satisfies(letter -> {
            assertThat(letter.cause().code()).isEqualTo(Codes.BEYOND_MEMORY);
            assertThat(letter.action()).isEqualTo(Action.NEEDS_DECISION);
            assertThat(letter.delivery()).isEqualTo(Delivery.UNKNOWN);
        });
        assertThat(settled(decision).delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(LEDGER.decide(Entry.ABSENT, with(horizon, null, List.of(), 0, Entry.ABSENT), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);
    }

    @Test
    void shouldNotTakeInWhatHasExpired() {
        Decision decision = LEDGER.decide(Entry.ABSENT, with(NOW - 50, NOW, List.of(), 0, Entry.ABSENT), AT);

        assertThat(deadLetter(decision).cause().code()).isEqualTo(Codes.EXPIRED);
        assertThat(deadLetter(decision).delivery()).isEqualTo(Delivery.UNSENT);
        assertThat(LEDGER.decide(Entry.ABSENT, with(NOW - 50, NOW + 1, List.of(), 0, Entry.ABSENT), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);
    }

    /**
     * What the generation before came to, whether a person vouches, and the refusal's code; null where it is let in.
     */
    record Replay(
            Entry previous,
            boolean resubmitUnknown,
            @Nullable String refusal,
            Delivery known,
            Action action) {}

    static Stream<Replay> replays() {
        Entry unsent = ended("X", Delivery.UNSENT);
        Entry refused = ended("X", Delivery.REFUSED);
        Entry unknown = ended(Codes.OUTCOME_UNKNOWN, Delivery.UNKNOWN);
        Entry inDoubt = Given.withOlder(ended(Codes.OUTCOME_UNKNOWN, Delivery.UNSENT));
        return Stream.of(
                admitted(unsent, false),
                admitted(unsent, true),
                admitted(refused, false),
                admitted(refused, true),
                new Replay(unknown, false, Codes.PREVIOUS_IN_DOUBT, Delivery.UNKNOWN, Action.NEEDS_DECISION),
                admitted(unknown, true),
                new Replay(inDoubt, false, Codes.PREVIOUS_IN_DOUBT, Delivery.UNKNOWN, Action.NEEDS_DECISION),
                admitted(inDoubt, true),
                new Replay(Entry.ABSENT, false, Codes.PREVIOUS_UNKNOWN, Delivery.UNKNOWN, Action.NEEDS_DECISION),
                admitted(Entry.ABSENT, true));
    }

    static Stream<Replay> neverAdmitted() {
        return Stream.of(true, false)
                .flatMap(vouched -> Stream.of(
                        new Replay(delivered(), vouched, Codes.ALREADY_DELIVERED, Delivery.DELIVERED, Action.NEVER),
                        new Replay(
                                ended(Codes.OUTCOME_UNKNOWN, Delivery.DELIVERED),
                                vouched,
                                Codes.ALREADY_DELIVERED,
                                Delivery.DELIVERED,
                                Action.NEVER),
                        new Replay(queued(), vouched, Codes.PREVIOUS_OPEN, Delivery.UNKNOWN, Action.NEVER),
                        new Replay(dispatched(), vouched, Codes.PREVIOUS_OPEN, Delivery.UNKNOWN, Action.NEVER)));
    }

    private static Replay admitted(Entry previous, boolean resubmitUnknown) {
        return new Replay(previous, resubmitUnknown, null, Delivery.UNSENT, Action.NEVER);
    }

    @ParameterizedTest
    @MethodSource({"replays", "neverAdmitted"})
    void shouldLetAReplayInOnlyAfterAProvenMissOrOnAPersonsWord(Replay replay) {
        Decision decision = LEDGER.decide(Entry.ABSENT, arrived(1, replay.resubmitUnknown(), replay.previous()), AT);

        if (replay.refusal() == null) {
            boolean mayExist = !(replay.previous() instanceof Entry.Settled settled)
                    || !settled.delivery().provenNot();
            assertThat(open(decision).mayExist()).isEqualTo(mayExist);
            assertThat(decision.effects()).containsExactly(count(Effect.Tally.ADMITTED));
            return;
        }
        assertThat(decision.effects()).hasSize(2);
        assertThat(deadLetter(decision).cause().code()).isEqualTo(replay.refusal());
        assertThat(deadLetter(decision).action()).isEqualTo(replay.action());
        assertThat(deadLetter(decision).delivery()).isEqualTo(replay.known());
        assertThat(Given.only(decision, Effect.Warn.class).notice().code()).isEqualTo(Codes.REPLAY_REFUSED);
    }

    @ParameterizedTest
    @MethodSource("neverAdmitted")
    void shouldNotLetTheReplayOfARefusedReplayRoundTheGenerationThatBarredIt(Replay replay) {
        Decision first = LEDGER.decide(Entry.ABSENT, arrived(1, false, replay.previous()), AT);

        Decision second = LEDGER.decide(Entry.ABSENT, arrived(2, false, first.next()), AT);

        assertThat(second.next()).isInstanceOf(Entry.Settled.class);
        assertThat(settled(second).delivery().provenNot()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("neverAdmitted")
    void shouldNotLetTheReplayOfAnInvalidReplayRoundTheGenerationBeforeIt(Replay replay) {
        Input.Arrived invalid =
                with(NOW - 50, null, List.of(new Violation("/a", "required", "m")), 1, replay.previous());
        Decision first = LEDGER.decide(Entry.ABSENT, invalid, AT);

        Decision second = LEDGER.decide(Entry.ABSENT, arrived(2, false, first.next()), AT);

        assertThat(deadLetter(first).cause().code()).isEqualTo(Codes.INVALID_INTENT);
        assertThat(second.next()).isInstanceOf(Entry.Settled.class);
    }

    @Test
    void shouldLetACorrectedReplayInAfterAnInvalidOneOfAProvenMiss() {
        Input.Arrived invalid = with(
                NOW - 50,
                null,
                List.of(new Violation("/a", "required", "m")),
                1,
                ended("INVALID_INTENT", Delivery.UNSENT));
        Decision first = LEDGER.decide(Entry.ABSENT, invalid, AT);

        assertThat(LEDGER.decide(Entry.ABSENT, arrived(2, false, first.next()), AT)
                        .next())
                .isInstanceOf(Entry.Open.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void shouldDeadLetterAGenerationThatCannotBe(int generation) {
        Input.Arrived invalid =
                with(NOW - 50, null, List.of(new Violation("/generation", "minimum", "m")), generation, Entry.ABSENT);

        assertThat(deadLetter(LEDGER.decide(Entry.ABSENT, invalid, AT)).cause().code())
                .isEqualTo(Codes.INVALID_INTENT);
    }

    private static Input.Arrived other(boolean conflictKnown) {
        return new Input.Arrived(
                "job-1", OTHER_DIGEST, NOW - 50, null, 0, false, 0, List.of(), conflictKnown, Entry.ABSENT);
    }

    private static Input.Arrived with(
            long recordedAt, @Nullable Long expiresAt, List<Violation> violations, int generation, Entry previous) {
        return new Input.Arrived(
                "job-1", DIGEST, recordedAt, expiresAt, 0, false, generation, violations, false, previous);
    }
}
