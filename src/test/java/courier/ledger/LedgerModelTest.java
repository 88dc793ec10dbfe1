package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.DoubtPolicy;
import courier.config.Settings;
import courier.intent.Identity;
import courier.outcome.Application;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ledger's own function in a random {@link World}, in many short episodes. A failure names the seed of its episode;
 * {@code -Dledger.model.seed=…} runs that one again.
 */
class LedgerModelTest {

    private static final int EPISODES = 600;
    private static final int STEPS = 400;
    private static final int INTENTS = 6;

    private static final Ledger LEDGER = ledger(DoubtPolicy.PARK);

    private static Ledger ledger(DoubtPolicy policy) {
        return ledger(policy, Promises.ATTEMPTS, Duration.ofMillis(20));
    }

    private static Ledger ledger(DoubtPolicy policy, int attempts, Duration delay) {
        return new Ledger(new Rules(
                new Settings.Retry(delay, delay.multipliedBy(5), attempts, Duration.ofHours(1)),
                new Settings.Doubt(policy, 3, Duration.ofMillis(40), Duration.ZERO),
                Duration.ofDays(7)));
    }

    @ParameterizedTest
    @EnumSource(DoubtPolicy.class)
    void shouldKeepItsPromisesWhateverHappens(DoubtPolicy policy) {
        Ledger ledger = ledger(policy);
        String given = System.getProperty("ledger.model.seed");
        if (given != null) {
            run(ledger::decide, policy, Omission.NOTHING, Long.parseLong(given), 1);
            return;
        }
        int ended = run(ledger::decide, policy, Omission.NOTHING, new Random().nextLong(), EPISODES);

        assertThat(ended).isGreaterThanOrEqualTo(EPISODES * INTENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMIT_HOOK, without a committed marker",
        "START_BY,    after the end of its intent",
        "GRACE,       after the end of its intent",
        "PROBE,       although its outcome is on record"
    })
    void shouldCatchAWorkerThatLeavesAStepOut(Omission omitted, String message) {
        assertThatThrownBy(() -> run(LEDGER::decide, DoubtPolicy.PARK, omitted, 1, EPISODES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldCatchALedgerThatTakesAnOlderRecordForThePresentOne() {
        caught(DoubtPolicy.PARK, LedgerModelTest::blindToNonces, "seed");
    }

    @Test
    void shouldCatchALedgerThatCallsAgainInDoubt() {
        caught(DoubtPolicy.PARK, queuingAgain(Entry.Open::counted), "a second call");
    }

    @Test
    void shouldCatchALedgerThatTakesADispatchedEntryForANewOne() {
        caught(DoubtPolicy.PARK, queuingAgain(open -> open), "takes itself for new");
    }

    private static World.Function queuingAgain(UnaryOperator<Entry.Open> remark) {
        return (entry, input, at) -> input instanceof Input.Overdue && entry instanceof Entry.Open open
                ? Decision.of(remark.apply(open).with(new Entry.Queued(at.now())))
                : LEDGER.decide(entry, input, at);
    }

    @Test
    void shouldCatchALedgerThatForgetsWhatHasEnded() {
        World.Function forgetful = (entry, input, at) -> LEDGER.decide(
                entry instanceof Entry.Settled && input instanceof Input.Arrived ? Entry.ABSENT : entry, input, at);

        caught(DoubtPolicy.PARK, forgetful, "seed");
    }

    @Test
    void shouldCatchALedgerThatDoesNotAnnounceAPossibleDuplicate() {
        Ledger ledger = ledger(DoubtPolicy.RESUBMIT);
        World.Function silent = (entry, input, at) -> {
            Decision decision = ledger.decide(entry, input, at);
            return new Decision(
                    decision.next(),
                    decision.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.Warn))
                            .toList());
        };

        caught(DoubtPolicy.RESUBMIT, silent, "not announced");
    }

    @Test
    void shouldCatchALedgerThatCallsAgainAsOftenAsItDoubts() {
        Ledger endless = ledger(DoubtPolicy.RESUBMIT, Integer.MAX_VALUE, Duration.ofMillis(1));

        // more episodes than usual: it takes as many doubts of one intent as there are attempts, and one more
        assertThatThrownBy(() -> run(endless::decide, DoubtPolicy.RESUBMIT, Omission.NOTHING, 1, 20 * EPISODES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without an end");
    }

    @Test
    void shouldCatchALedgerThatTakesWhatWasNotFoundForNotCreated() {
        Ledger ledger = ledger(DoubtPolicy.VERIFY);
        World.Function hasty = (entry, input, at) -> input instanceof Input.LookedUp(var record)
                        && record.lookup() instanceof Lookup.Missing
                        && entry instanceof Entry.Open open
                        && open.phase() instanceof Entry.Verifying
                ? Decision.of(open.with(new Entry.Queued(at.now())))
                : ledger.decide(entry, input, at);

        caught(DoubtPolicy.VERIFY, hasty, "a second call");
    }

    @Test
    void shouldCatchALedgerThatTakesItForFoundWhateverTheAnswer() {
        Ledger ledger = ledger(DoubtPolicy.VERIFY);
        World.Function credulous = (entry, input, at) -> ledger.decide(
                entry,
                input instanceof Input.LookedUp(var it)
                        ? new Input.LookedUp(new OutcomeRecord.LookedUp(
                                it.identity(),
                                it.nonce(),
                                it.attempt(),
                                it.number(),
                                new Lookup.Found(Application.UNNAMED, 1)))
                        : input,
                at);

        caught(DoubtPolicy.VERIFY, credulous, "a success without an application");
    }

    private static void caught(DoubtPolicy policy, World.Function wrong, String message) {
        assertThatThrownBy(() -> run(wrong, policy, Omission.NOTHING, 1, EPISODES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static Decision blindToNonces(Entry entry, Input input, Moment at) {
        if (entry instanceof Entry.Open open && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)) {
            return switch (input) {
                case Input.Released(var it) ->
                    LEDGER.decide(
                            entry,
                            new Input.Released(
                                    new OutcomeRecord.Released(it.identity(), mark.nonce(), it.attempt(), it.reason())),
                            at);
                case Input.Attempted(var it, var standing) ->
                    LEDGER.decide(
                            entry,
                            new Input.Attempted(
                                    new OutcomeRecord.Attempted(
                                            it.identity(),
                                            mark.nonce(),
                                            it.attempt(),
                                            it.startedAt(),
                                            it.endedAt(),
                                            it.verdict()),
                                    standing),
                            at);
                default -> LEDGER.decide(entry, input, at);
            };
        }
        return LEDGER.decide(entry, input, at);
    }

    /** The first draws of {@link Random}s with neighbouring seeds are alike. */
    private static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    private static int run(World.Function ledger, DoubtPolicy policy, Omission omitted, long seed, int episodes) {
        int ended = 0;
        for (int episode = 0; episode < episodes; episode++) {
            long episodeSeed = seed + episode;
            World world = new World(ledger, policy, omitted, random(episodeSeed));
            for (int intent = 0; intent < INTENTS; intent++) {
                world.ask(new Identity("workday:a", "intent-" + intent, 0));
            }
            try {
                for (int step = 0; step < STEPS; step++) {
                    world.step();
                }
                world.drain();
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + " (-Dledger.model.seed=" + episodeSeed + ")", e);
            }
            ended += world.ended();
        }
        return ended;
    }
}
