package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.Settings;
import courier.intent.Identity;
import courier.outcome.OutcomeRecord;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The ledger's own function in a random {@link World}, in many short episodes. A failure names the seed of its episode;
 * {@code -Dledger.model.seed=…} runs that one again.
 */
class LedgerModelTest {

    private static final int EPISODES = 600;
    private static final int STEPS = 400;
    private static final int INTENTS = 6;

    private static final Ledger LEDGER = new Ledger(new Rules(
            new Settings.Retry(Duration.ofMillis(20), Duration.ofMillis(100), 4, Duration.ofHours(1)),
            Duration.ofDays(7)));

    @Test
    void shouldKeepItsPromisesWhateverHappens() {
        String given = System.getProperty("ledger.model.seed");
        if (given != null) {
            run(LEDGER::decide, World.Start.AFTER_COMMIT, Long.parseLong(given), 1);
            return;
        }
        int ended = run(LEDGER::decide, World.Start.AFTER_COMMIT, new Random().nextLong(), EPISODES);

        assertThat(ended).isGreaterThanOrEqualTo(EPISODES * INTENTS);
    }

    @Test
    void shouldCatchAWorkerThatStartsBeforeTheCommit() {
        assertThatThrownBy(() -> run(LEDGER::decide, World.Start.AT_ONCE, 1, EPISODES))
                .hasMessageContaining("without a committed marker");
    }

    @Test
    void shouldCatchALedgerThatTakesAnOlderRecordForThePresentOne() {
        assertThatThrownBy(() -> run(LedgerModelTest::blindToNonces, World.Start.AFTER_COMMIT, 1, EPISODES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed");
    }

    @Test
    void shouldCatchALedgerThatCallsAgainInDoubt() {
        World.Function again = (entry, input, at) -> input instanceof Input.Overdue && entry instanceof Entry.Open open
                ? Decision.of(open.with(new Entry.Queued(at.now())))
                : LEDGER.decide(entry, input, at);

        assertThatThrownBy(() -> run(again, World.Start.AFTER_COMMIT, 1, EPISODES))
                .hasMessageContaining("a second call");
    }

    @Test
    void shouldCatchALedgerThatForgetsWhatHasEnded() {
        World.Function forgetful = (entry, input, at) -> LEDGER.decide(
                entry instanceof Entry.Settled && input instanceof Input.Arrived ? Entry.ABSENT : entry, input, at);

        assertThatThrownBy(() -> run(forgetful, World.Start.AFTER_COMMIT, 1, EPISODES))
                .hasMessageContaining("seed");
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

    private static int run(World.Function ledger, World.Start start, long seed, int episodes) {
        int ended = 0;
        for (int episode = 0; episode < episodes; episode++) {
            long episodeSeed = seed + episode;
            World world = new World(ledger, start, new Random(episodeSeed));
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
