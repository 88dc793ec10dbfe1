package courier.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import courier.ops.ExitCode;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
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
    void shouldEndAtOnceWhereKafkaDeniesAccess() {
        for (KafkaException denied : List.of(
                new TopicAuthorizationException(Set.of("application-successes")),
                GroupAuthorizationException.forGroupId("courier"),
                new TransactionalIdAuthorizationException("Transactional Id authorization failed."),
                new SaslAuthenticationException("invalid credentials"),
                new SslAuthenticationException("SSL handshake failed"))) {
            ends.clear();

            assertThat(failures.handle(new StreamsException(denied)))
                    .as("%s", denied)
                    .isEqualTo(SHUTDOWN_CLIENT);
            assertThat(ends).containsExactly(ExitCode.ACCESS_DENIED);
        }
    }

    @Test
    void shouldSayWhatAccessWasDeniedTo() {
        assertThat(Denial.of(new StreamsException(new TopicAuthorizationException(Set.of("b", "a")))))
                .isEqualTo("Kafka denies access to topic a, b; 'courier acls' prints what is needed");
        assertThat(Denial.of(GroupAuthorizationException.forGroupId("courier"))).contains("group courier");
        assertThat(Denial.of(new SaslAuthenticationException("invalid credentials")))
                .contains("refuses the credentials: invalid credentials");
        assertThat(Denial.of(new TimeoutException("late"))).isNull();
    }

    @Test
    void shouldNotTakeOtherFailuresForDamage() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("no answer for offset 17"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(new KafkaException("The record for partition is invalid")))
                .isEqualTo(REPLACE_THREAD);
    }
}
