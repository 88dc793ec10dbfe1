package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings;
import courier.testing.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LedgersTest {

    private static final String ONE = "workday:a";

    private final Settings settings = TestSettings.of(Map.of("doubt.policy", "park"));
    private Settings.Integrations inForce = settings.integrations();
    private final Ledgers ledgers = new Ledgers(LedgerSettings.of(settings, () -> inForce));

    @Test
    void shouldDecideByThePolicyThatIsInForceAtTheTime() {
        Ledger before = ledgers.of(ONE);
        assertThat(ledgers.of(ONE)).isSameAs(before);
        assertThat(ledgers.of("workday:b")).as("the same rules").isSameAs(before);

        inForce = TestSettings.of(Map.of("integrations." + ONE + ".doubt.policy", "resubmit"))
                .integrations();

        assertThat(ledgers.of(ONE)).isNotSameAs(before).isNotSameAs(ledgers.of("workday:b"));
        assertThat(ledgers.of(ONE)).isSameAs(ledgers.of(ONE));
    }
}
