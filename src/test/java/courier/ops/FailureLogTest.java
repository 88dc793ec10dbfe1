package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import courier.testing.LogLines;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class FailureLogTest {

    private final ManualTime time = new ManualTime();
    private final Repeats<FailureLog.Kind> repeats = FailureLog.repeats();
    private final FailureLog failures = new FailureLog(LoggerFactory.getLogger("courier.Failing"), repeats, time);
    private final FailureLog.Telling telling = new FailureLog.Telling(repeats, time);

    @Test
    void shouldTellTheFirstWithEverythingAndTheOthersInALineAMinute() {
        try (LogLines lines = LogLines.plain()) {
            for (int i = 0; i < 500; i++) {
                fail("workday:a", i);
            }
            fail("workday:b", 0);
            telling.look();
            assertThat(ends(lines))
                    .containsExactly("integration=workday:a, offset=0", "integration=workday:b, offset=0");

            time.advance(Duration.ofMinutes(1));
            telling.look();
            telling.look();
            fail("workday:a", 7);
            time.advance(Duration.ofMinutes(1));
            telling.look();
            time.advance(Duration.ofMinutes(1));
            telling.look();
            fail("workday:a", 9);

            assertThat(ends(lines))
                    .containsExactly(
                            "integration=workday:a, offset=0",
                            "integration=workday:b, offset=0",
                            "integration=workday:a, repeats=499",
                            "integration=workday:a, repeats=1",
                            "integration=workday:a, offset=9");
        }
    }

    @Test
    void shouldTellWhatIsLeftAtTheEnd() {
        try (LogLines lines = LogLines.plain()) {
            fail("workday:a", 1);
            fail("workday:a", 2);
            telling.close();

            assertThat(ends(lines))
                    .containsExactly("integration=workday:a, offset=1", "integration=workday:a, repeats=1");
        }
    }

    @Test
    void shouldStayBoundedWhateverIsFoundToDiffer() {
        try (LogLines lines = LogLines.plain()) {
            for (int i = 0; i < 5_000; i++) {
                fail("workday:" + i, i);
            }
            telling.close();

            assertThat(lines.with("c.Failing"))
                    .hasSize(1_000 + 2)
                    .last()
                    .asString()
                    .endsWith(" repeats=3999");
        }
    }

    @Test
    void shouldTellOfAThreadThatEndsByAnExceptionWithoutItsMessage() throws InterruptedException {
        try (LogLines lines = LogLines.plain()) {
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                throw new IllegalStateException("quotes somebody");
            });
            thread.setUncaughtExceptionHandler(new Uncaught());
            thread.start();
            thread.join();

            assertThat(lines.with("A thread ended"))
                    .singleElement()
                    .asString()
                    .contains("reason=java.lang.IllegalStateException, place=courier.ops.FailureLogTest.");
            assertThat(lines.with("quotes somebody")).isEmpty();
        }
    }

    private void fail(String integration, int offset) {
        failures.warn("It failed", Map.of(LogKey.INTEGRATION, integration), Map.of(LogKey.OFFSET, offset));
    }

    private static List<String> ends(LogLines lines) {
        return lines.with("c.Failing").stream()
                .map(line -> line.substring(line.indexOf("It failed ") + "It failed ".length()))
                .toList();
    }
}
