package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    @Test
    void shouldCountDeadLettersByCodeAndStageWithTheirAges() {
        meters.deadLetter("ATS.JOB_CLOSED", "submission", 1_000);
        meters.deadLetter("ATS.JOB_CLOSED", "submission", 3_000);
        meters.deadLetter("UNDECODABLE", "decode", -5);

        assertThat(meters.counts()).containsEntry(Metric.DEAD_LETTERS, 3L);
        assertThat(age("ATS.JOB_CLOSED").count()).isEqualTo(2);
        assertThat(age("ATS.JOB_CLOSED").totalTime(TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(age("ATS.JOB_CLOSED").max(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(age("UNDECODABLE").totalTime(TimeUnit.SECONDS))
                .as("a clock ran ahead")
                .isZero();
    }

    @Test
    void shouldNotKeepASeriesForEachCodeThatSomebodyInvents() {
        for (int i = 0; i < 1_000; i++) {
            meters.deadLetter("NEW.CODE_" + i, "submission", 1);
        }

        assertThat(registry.find("courier.dead_letter_age").timers()).hasSizeLessThanOrEqualTo(151);
        assertThat(age("OTHER").count()).isEqualTo(850);
        assertThat(meters.counts()).containsEntry(Metric.DEAD_LETTERS, 1_000L);
    }

    private Timer age(String code) {
        return registry.get("courier.dead_letter_age").tag("code", code).timer();
    }
}
