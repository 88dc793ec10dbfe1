package courier.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import courier.ops.ExitCode;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {

    private final ManualTime time = new ManualTime();
    private final List<ExitCode> ends = new ArrayList<>();
    private final StreamFailures failures = new StreamFailures(time, ends::add);

    @Test
    void shouldReplaceAThreadUntilTheBudgetIsSpent() {
        for (int i = 0; i < 10; i++) {
            assertThat(failures.handle(new StreamsException("timed out"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(failures.handle(new StreamsException("timed out"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(ends).containsExactly(ExitCode.STREAM_FAILED);
    }

    @Test
    void shouldForgetFailuresOfLongAgo() {
        for (int i = 0; i < 50; i++) {
            assertThat(failures.handle(new StreamsException("timed out"))).isEqualTo(REPLACE_THREAD);
            time.advance(Duration.ofMinutes(2));
        }
        assertThat(ends).isEmpty();
    }

    /** The consumer's own words of release 4.3: CorruptBatchIT sees that they are still those. */
    @Test
    void shouldEndWithACodeOfItsOwnAtADamagedBatch() {
        KafkaException damaged =
                new KafkaException("Record batch for partition t-3 at offset 17 is invalid, cause: Record is corrupt");
        for (Throwable failure : List.of(
                damaged,
                new KafkaException(
                        "Received exception when fetching the next record from t-3. If needed, please seek past the"
                                + " record to continue consumption.",
                        damaged),
                new StreamsException(damaged),
                new KafkaException("Encountered corrupt message when fetching offset 17 for topic-partition t-3"),
                new StreamsException(new CorruptRecordException("Record size 3 is less than the minimum")))) {
            ends.clear();

            assertThat(failures.handle(failure)).as("%s", failure).isEqualTo(SHUTDOWN_CLIENT);
            assertThat(ends).containsExactly(ExitCode.CORRUPT_INPUT);
        }
    }

    @Test
    void shouldNotTakeOtherFailuresForDamage() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("no answer for offset 17"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(new KafkaException("The record for partition is invalid")))
                .isEqualTo(REPLACE_THREAD);
    }
}
