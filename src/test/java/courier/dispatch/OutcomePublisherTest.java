package courier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Application;
import courier.outcome.Notice;
import courier.outcome.OutcomeCodec;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class OutcomePublisherTest {

    private static final OutcomeRecord PROBE = new OutcomeRecord.Probed("owner", 1);
    private static final OutcomeRecord.Attempted LARGE = new OutcomeRecord.Attempted(
            DepartureBench.IDENTITY,
            "n",
            1,
            1L,
            2L,
            new Verdict.Settle(Application.UNNAMED, Collections.nCopies(500, Notice.ofKombo("w".repeat(10_000)))));

    private final ManualTime time = new ManualTime();
    private final FakeSender sender = new FakeSender();
    private final AtomicInteger undeliverable = new AtomicInteger();
    private final OutcomePublisher publisher =
            new OutcomePublisher(sender, "worker-1", time, Duration.ofSeconds(30), undeliverable::incrementAndGet);

    @Test
    void shouldSendUntilTheBrokerAcknowledges() {
        sender.failNext(new NetworkException("1"), new NetworkException("2"), new NetworkException("3"));

        assertThat(publisher.publish(PROBE, 0)).isTrue();

        assertThat(sender.records()).containsExactly(PROBE);
        assertThat(sender.sizes()).hasSize(4);
        assertThat(undeliverable).hasValue(0);
    }

    @Test
    void shouldEndTheWorkerOnceWhenItsPatienceIsSpent() {
        sender.failAlways(new NetworkException("down"));
        long began = time.nanos();

        assertThat(publisher.publish(PROBE, 0)).isFalse();
        assertThat(publisher.publish(PROBE, 1)).isFalse();

        assertThat(undeliverable).hasValue(1);
        assertThat(Duration.ofNanos(time.nanos() - began)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        assertThat(sender.sizes()).as("pauses grow").hasSizeLessThan(40);
    }

    @Test
    void shouldSendOnlyWhatTheLedgerNeedsOfAnOutcomeThatIsTooLarge() {
        sender.failNext(new RecordTooLargeException("too large"));

        assertThat(publisher.publish(LARGE, 0)).isTrue();

        assertThat(sender.records()).containsExactly(OutcomeCodec.minimal(LARGE));
        assertThat(sender.sizes().getLast()).isLessThan(4_096);
    }

    @Test
    void shouldEndTheWorkerRatherThanKeepSilentAboutWhatIsTooLargeEvenSo() {
        sender.failAlways(new RecordTooLargeException("too large"));

        assertThat(publisher.publish(LARGE, 0)).isFalse();

        assertThat(undeliverable).hasValue(1);
    }

    @Test
    void shouldNotGoOnForEverWhenInterrupted() {
        sender.failAlways(new NetworkException("down"));
        Thread.currentThread().interrupt();

        assertThat(publisher.publish(PROBE, 0)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(undeliverable).hasValue(1);
    }
}
