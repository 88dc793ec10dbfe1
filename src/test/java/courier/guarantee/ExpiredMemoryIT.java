package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.guarantee.broken.Build;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.account.Guarantees;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All intents come once more when the ledger has forgotten them: they are asked about, and not called again. */
@WithParts
@Tag("chaos")
class ExpiredMemoryIT {

    private static final int INTENTS = 8;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    /** The topic keeps records for as long as the ledger does; they are to be found again. */
    private static final Map<String, String> KEEPING = Map.of("log.retention.check.interval.ms", "3600000");

    private static final Duration SWEPT = Duration.ofSeconds(10);

    @Test
    void shouldPutAForgottenIntentBeforeAPersonInsteadOfCallingAgain(Registry registry) {
        Map<String, String> settings = Map.of("ledger.memory", MEMORY.toSeconds() + "s");
        try (Broker broker = Broker.start(Fresh.directory("broker"), KEEPING);
                Stage stage = new Stage(broker, registry, INTENTS, settings)) {
            Worker worker = stage.deployment().worker("one", Build.forgettingEarly());
            stage.deployment().publish(INTENTS);
            assertThat(stage.deployment().awaitEnds(INTENTS).successes()).isEqualTo(INTENTS);
            await().atMost(MEMORY.multipliedBy(2)).until(() -> stage.quietFor(MEMORY.plus(SWEPT)));
            assertThat(worker.stop()).isZero();

            Offsets.toBeginning(stage.settings());
            Worker _ = stage.deployment().worker("one", Build.forgettingEarly());
            var _ = stage.deployment().awaitEnds(2 * INTENTS);

            assertThat(stage.deployment().posts()).isEqualTo(INTENTS);
            assertThat(stage.deployment().letters())
                    .hasSize(INTENTS)
                    .allMatch(letter -> letter.code().equals("BEYOND_MEMORY"))
                    .allMatch(DeadLetter::inDoubt);
            assertThat(Guarantees.PARKED.stream()
                            .map(guarantee -> guarantee.check(stage.deployment().history())))
                    .allMatch(Finding::isKept);
        }
    }
}
