package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

final class EndsTest {

    private final Ends ends = new Ends();

    @Test
    void shouldTellWhatCameSinceItWasLastAsked() {
        ends.succeeded("a:1");
        ends.deadLettered("a:1");
        ends.succeeded("b:1");

        assertThat(ends.take()).containsOnly(entry("a:1", new Ends.Tally(1, 1)), entry("b:1", new Ends.Tally(1, 0)));
        assertThat(ends.take()).isEmpty();
    }

    @Test
    void shouldNotGrowWithoutBoundsIfNobodyAsks() {
        for (int i = 0; i < Ends.INTEGRATIONS_MAX + 10; i++) {
            ends.succeeded("a:" + i);
        }
        ends.succeeded("a:0");

        assertThat(ends.take()).hasSize(Ends.INTEGRATIONS_MAX).containsEntry("a:0", new Ends.Tally(2, 0));
    }
}
