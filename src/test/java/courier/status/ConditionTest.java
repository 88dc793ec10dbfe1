package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {

    private static final long NOW = 10_000_000;

    @ParameterizedTest(name = "{8}: {0} {1} {2} {3} {4} {5} {6} {7}")
    @CsvSource(
            nullValues = "-",
            value = {
                // held, delivered, failed, queued, dispatched, paused, due in, oldest: condition
                "true,  9, 0, 4, 1, false, 0,     5000,   HELD",
                "true,  0, 9, 4, 1, true,  0,     900000, HELD",
                "false, 3, 3, 4, 1, false, 0,     5000,   FAILING",
                "false, 0, 1, 0, 0, false, -,     -,      FAILING",
                "false, 4, 3, 4, 1, false, 0,     5000,   WORKING",
                "false, 0, 0, 4, 1, true,  0,     600001, LATE_OPEN",
                "false, 0, 0, 4, 1, false, 0,     600000, WORKING",
                "false, 9, 0, 4, 0, true,  0,     5000,   PAUSED",
                "false, 9, 0, 0, 1, true,  -,     5000,   WORKING",
                "false, 9, 0, 4, 0, false, 1,     5000,   RETRYING",
                "false, 9, 0, 4, 1, false, 1,     5000,   WORKING",
                "false, 9, 0, 4, 0, false, 0,     5000,   WORKING",
                "false, 9, 0, 0, 0, false, -,     -,      IDLE"
            })
    void shouldTellTheWorstThatIsTrue(
            boolean held,
            long succeeded,
            long deadLettered,
            long queued,
            long dispatched,
            boolean paused,
            @Nullable Long dueIn,
            @Nullable Long age,
            Condition condition) {
        Condition.Signs signs = new Condition.Signs(
                held,
                succeeded,
                deadLettered,
                queued,
                dispatched,
                paused,
                dueIn == null ? null : Long.valueOf(NOW + dueIn),
                age == null ? null : Long.valueOf(NOW - age));

        assertThat(Condition.of(signs, NOW)).isEqualTo(condition);
    }
}
