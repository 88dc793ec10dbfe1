package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    @Test
    void shouldCountFromTheFirstOneOfACode() {
        Refusals refusals =
                Refusals.NONE.and("A", 100, WINDOW).and("B", 200, WINDOW).and("A", 1_100, WINDOW);

        assertThat(refusals.of("A")).isEqualTo(2);
        assertThat(refusals.of("B")).isEqualTo(1);
        assertThat(refusals.and("A", 1_101, WINDOW).of("A")).as("a new window").isEqualTo(1);
    }

    @Test
    void shouldForgetTheOldestCodeRatherThanGrow() {
        Refusals refusals = Refusals.NONE;
        for (int i = 0; i < 100; i++) {
            refusals = refusals.and("CODE" + i, i, WINDOW);
        }

        assertThat(refusals.counts()).hasSize(8);
        assertThat(refusals.of("CODE99")).isEqualTo(1);
        assertThat(refusals.of("CODE0")).isZero();
    }

    @Test
    void shouldBeLessByOneOfEachCodeForASuccess() {
        Refusals refusals = Refusals.NONE
                .and("A", 1, WINDOW)
                .and("A", 2, WINDOW)
                .and("B", 3, WINDOW)
                .lessOne();

        assertThat(refusals.of("A")).isEqualTo(1);
        assertThat(refusals.counts()).hasSize(1);
        assertThat(refusals.lessOne()).isEqualTo(Refusals.NONE);
        assertThat(Refusals.NONE.lessOne()).isEqualTo(Refusals.NONE);
    }

    @Test
    void shouldBeReadBackWithTheIntegrationsRow() {
        Integration integration = new Integration("workday:a");
        Health counted = Health.GOOD.refused(new Health.Trouble(Scope.INTEGRATION, "A", false, 5), 6, Given.HOLD);
        integration.become(counted);
        assertThat(Integration.of("workday:a", integration.row()).health()).isEqualTo(counted);

        for (int i = 7; integration.health().hold() == null; i++) {
            integration.become(integration
                    .health()
                    .refused(new Health.Trouble(Scope.INTEGRATION, "A", false, i), i + 1, Given.HOLD));
        }
        assertThat(Integration.of("workday:a", integration.row()).health()).isEqualTo(integration.health());
    }
}
