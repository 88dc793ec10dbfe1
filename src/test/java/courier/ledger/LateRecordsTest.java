package courier.ledger;

import static courier.ledger.Given.AT;
import static courier.ledger.Given.LEDGER;
import static courier.ledger.Given.NONCE;
import static courier.ledger.Given.OLDER;
import static courier.ledger.Given.STRANGE;
import static courier.ledger.Given.arrived;
import static courier.ledger.Given.attempted;
import static courier.ledger.Given.deadLetter;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.doubt;
import static courier.ledger.Given.ended;
import static courier.ledger.Given.hold;
import static courier.ledger.Given.only;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.reject;
import static courier.ledger.Given.released;
import static courier.ledger.Given.retry;
import static courier.ledger.Given.settle;
import static courier.ledger.Given.settled;
import static courier.ledger.Given.throttle;
import static courier.ledger.Given.withOlder;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Action;
import courier.outcome.Delivery;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table of late records, with its expectation in {@code ledger/late-records.csv}. */
class LateRecordsTest {

    static List<LateRecordCell> cells() throws IOException {
        return LateRecordCell.all();
    }

    @Test
    void shouldExpectSomethingOfEveryCell() throws IOException {
        Set<String> expected = new HashSet<>();
        for (LateRecords.State state : LateRecords.State.values()) {
            for (LateRecords.Kind kind : LateRecords.Kind.values()) {
                for (LateRecords.Nonce nonce : LateRecords.Nonce.values()) {
                    expected.add(state + "," + kind + "," + nonce.name().toLowerCase(Locale.ROOT));
                }
            }
        }

        assertThat(cells())
                .extracting(cell -> cell.state() + "," + cell.kind() + "," + cell.nonce())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void shouldDoWhatItsCellSays(LateRecordCell cell) {
        for (Input input : inputs(cell)) {
            Entry before = entry(cell.state());

            Decision decision = LEDGER.decide(before, input, AT);

            switch (cell.next()) {
                case "applied" -> {
                    assertThat(decision.next()).isNotEqualTo(before);
                    assertThat(names(decision)).isNotEmpty().doesNotContain("stale");
                }
                case "asked-again" -> {
                    assertThat(made(decision.next())).isEqualTo(made(before) + 1);
                    assertThat(decision.effects()).isEmpty();
                }
                default -> {
                    assertThat(LateRecords.state(decision.next())).hasToString(cell.next());
                    assertThat(names(decision)).containsExactlyElementsOf(cell.effects());
                    if (cell.effects().isEmpty()) {
                        assertThat(decision.next()).isEqualTo(withoutOlder(before));
                    }
                }
            }
            assertThat(unresolved(decision.next())).isEqualTo(cell.unresolved());
            if (cell.effects().equals(List.of("stale"))) {
                assertThat(decision.next()).isEqualTo(before);
            }
        }
    }

    private static Entry withoutOlder(Entry entry) {
        return Given.withUnresolved(
                entry,
                open(entry).stream().filter(it -> !it.nonce().equals(OLDER)).toList());
    }

    private static int made(Entry entry) {
        return entry instanceof Entry.Open open && open.phase() instanceof Entry.Verifying verifying
                ? verifying.made()
                : -1;
    }

    private static List<Input> inputs(LateRecordCell cell) {
        String nonce = switch (cell.nonce()) {
            case "current" -> NONCE;
            case "older" -> OLDER;
            default -> STRANGE;
        };
        return switch (cell.kind()) {
            case SUCCESS -> List.of(attempted(nonce, settle()));
            case EXISTS -> List.of(attempted(nonce, new Verdict.AlreadyExists(Given.CAUSE)));
            case FOUND -> List.of(Given.found(nonce, 1));
            case NOT_FOUND -> List.of(Given.missing(nonce, 1), Given.unanswered(nonce, 1));
            case FAILURE ->
                List.of(
                        attempted(nonce, retry(null, Delivery.REFUSED)),
                        attempted(nonce, throttle(null)),
                        attempted(nonce, hold(Delivery.UNSENT)),
                        attempted(nonce, reject(Delivery.REFUSED, Action.NEVER)));
            case DOUBT -> List.of(attempted(nonce, doubt()));
            case RELEASE -> List.of(released(nonce));
        };
    }

    private static Entry entry(LateRecords.State state) {
        return switch (state) {
            case ABSENT -> Entry.ABSENT;
            case QUEUED -> withOlder(queued());
            case DISPATCHED -> withOlder(dispatched());
            case VERIFYING -> verifyingWithOlder();
            case DELIVERED -> withOlder(delivered());
            case ENDED -> withOlder(ended(Codes.OUTCOME_UNKNOWN, Delivery.REFUSED));
        };
    }

    private static Entry.Open verifyingWithOlder() {
        Entry.Open verifying = Given.verifying();
        List<Entry.OpenNonce> both = List.of(
                new Entry.OpenNonce(OLDER, 1, Given.NOW - 9_000),
                verifying.unresolved().getFirst());
        return Given.withUnresolved(verifying, both);
    }

    private static List<Entry.OpenNonce> open(Entry entry) {
        return switch (entry) {
            case Entry.Absent _ -> List.of();
            case Entry.Open it -> it.unresolved();
            case Entry.Settled it -> it.unresolved();
        };
    }

    private static List<String> unresolved(Entry entry) {
        return open(entry).stream()
                .map(it -> it.nonce().equals(NONCE) ? "current" : it.nonce().equals(OLDER) ? "older" : it.nonce())
                .toList();
    }

    private static List<String> names(Decision decision) {
        return decision.effects().stream()
                .map(effect -> switch (effect) {
                    case Effect.Count(Effect.Tally tally) -> tally.name().toLowerCase(Locale.ROOT);
                    case Effect.Warn(Notice notice, var _) ->
                        notice.code().toLowerCase(Locale.ROOT).replace('_', '-');
                    case Effect.DeadLetter _ -> "dead-letter";
                    default -> effect.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                })
                .toList();
    }

    @Test
    void shouldSettleAndTakeBackTheCallThatALateSuccessOvertakes() {
        Decision decision = LEDGER.decide(withOlder(dispatched()), attempted(OLDER, settle()), AT);

        assertThat(only(decision, Effect.Cancel.class).nonce()).isEqualTo(NONCE);
        // the call may have started all the same: its own success would be the second one
        Decision second = LEDGER.decide(decision.next(), attempted(NONCE, settle()), AT);
        assertThat(names(second)).containsExactly("possible-duplicate");
        assertThat(names(LEDGER.decide(decision.next(), released(NONCE), AT))).isEmpty();
        Input refused = attempted(NONCE, new Verdict.AlreadyExists(Given.CAUSE));
        assertThat(names(LEDGER.decide(decision.next(), refused, AT))).isEmpty();
    }

    @Test
    void shouldRefuseAReplayOnceALateSuccessIsLearned() {
        Entry parked = LEDGER.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT)
                .next();

        Decision learned = LEDGER.decide(parked, attempted(NONCE, settle()), AT);

        assertThat(only(learned, Effect.Warn.class).notice().message()).contains(Codes.OUTCOME_UNKNOWN);
        assertThat(settled(learned).code()).isEqualTo(Codes.OUTCOME_UNKNOWN);
        for (boolean vouched : List.of(true, false)) {
            Decision replay = LEDGER.decide(Entry.ABSENT, arrived(1, vouched, learned.next()), AT);
            assertThat(deadLetter(replay).cause().code()).isEqualTo(Codes.ALREADY_DELIVERED);
        }
    }

    @Test
    void shouldLetAReplayInOnceALateReleaseShowsThatNothingWasSent() {
        Entry parked = LEDGER.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT)
                .next();
        assertThat(LEDGER.decide(Entry.ABSENT, arrived(1, false, parked), AT).next())
                .isInstanceOf(Entry.Settled.class);

        Entry released = LEDGER.decide(parked, released(NONCE), AT).next();

        assertThat(((Entry.Settled) released).delivery()).isEqualTo(Delivery.UNSENT);
        Decision replay = LEDGER.decide(Entry.ABSENT, arrived(1, false, released), AT);
        assertThat(Given.open(replay).mayExist()).isFalse();
    }

    @Test
    void shouldNotTakeALateReleaseForProofAfterAnEarlierAttemptOfUnknownOutcome() {
        Entry parked = LEDGER.decide(dispatched().unproven(true), new Input.Overdue(NONCE, Standing.GOOD), AT)
                .next();

        Entry released = LEDGER.decide(parked, released(NONCE), AT).next();

        assertThat(((Entry.Settled) released).delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    @Test
    void shouldNotLetAnOlderAttemptsLateAnswerOfUnknownOutcomeMakeAReplaySafe() {
        Entry parked = LEDGER.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT)
                .next();

        Entry answered = LEDGER.decide(parked, attempted(NONCE, retry(null, Delivery.UNKNOWN)), AT)
                .next();

        assertThat(((Entry.Settled) answered).delivery()).isEqualTo(Delivery.UNKNOWN);
    }

    static Stream<Input> records() {
        return Stream.concat(
                Stream.of(released(NONCE)),
                Stream.<Verdict>of(
                                settle("w"),
                                new Verdict.AlreadyExists(Given.CAUSE),
                                retry(null, Delivery.UNKNOWN),
                                throttle(null),
                                hold(Delivery.UNSENT),
                                reject(Delivery.REFUSED, Action.NEVER),
                                doubt())
                        .map(verdict -> attempted(NONCE, verdict)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldFindNoNewsInARecordThatComesTwice(Input record) {
        for (Entry before : Arrays.asList(
                dispatched(),
                LEDGER.decide(dispatched(), new Input.Overdue(NONCE, Standing.GOOD), AT)
                        .next(),
                Given.withUnresolved(delivered2(), List.of(new Entry.OpenNonce(NONCE, 1, 1))))) {
            Entry once = LEDGER.decide(before, record, AT).next();

            Decision twice = LEDGER.decide(once, record, AT);

            assertThat(twice.next()).isEqualTo(once);
            assertThat(names(twice)).containsExactly("stale");
        }
    }

    /** Delivered by another dispatch than the one whose record comes. */
    private static Entry delivered2() {
        return new Entry.Settled("job-1", Given.DIGEST, null, Delivery.DELIVERED, Given.NOW, List.of(), OLDER);
    }
}
