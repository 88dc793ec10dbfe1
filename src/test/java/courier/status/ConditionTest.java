package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {

    private static final long NOW = 10_000_000;

    @ParameterizedTest(name = "{7}: {0} {1} {2} {3} {4} {5} {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                // held, failing, queued, dispatched, paused, due in, oldest: condition
                "true,  false, 4, 1, false, 0,     5000,   HELD",
                "true,  true,  4, 1, true,  0,     900000, HELD",
                "false, true,  4, 1, false, 0,     5000,   FAILING",
                "false, true,  0, 0, false, -,     -,      FAILING",
                "false, false, 4, 1, false, 0,     5000,   WORKING",
                "false, false, 4, 1, true,  0,     600001, LATE_OPEN",
                "false, false, 4, 1, false, 0,     600000, WORKING",
                "false, false, 4, 0, true,  0,     5000,   PAUSED",
                "false, false, 0, 1, true,  -,     5000,   WORKING",
                "false, false, 4, 0, false, 1,     5000,   RETRYING",
                "false, false, 4, 1, false, 1,     5000,   WORKING",
                "false, false, 4, 0, false, 0,     5000,   WORKING",
                "false, false, 0, 0, false, -,     -,      IDLE"
            })
    void shouldTellTheWorstThatIsTrue(
            boolean held,
            boolean failing,
            long queued,
            long dispatched,
            boolean paused,
            @Nullable Long dueIn,
            @Nullable Long age,
            Condition condition) {
        Condition.Signs signs = new Condition.Signs(
                held,
                failing,
                queued,
                dispatched,
                paused,
                dueIn == null ? null : Long.valueOf(NOW + dueIn),
                age == null ? null : Long.valueOf(NOW - age));

        assertThat(Condition.of(signs, NOW)).isEqualTo(condition);
    }
}
