package courier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import courier.outcome.OutcomeRecord;
import courier.submission.Journey;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FenceTest {

    private final ConcurrentLinkedQueue<Journey.Work> travelled = new ConcurrentLinkedQueue<>();
    private final Journey journey = (work, gate) -> {
        if (gate.start() == Journey.Start.GO) {
            travelled.add(work);
        }
        return new Journey.Result.Finished(1L, 2L, DepartureBench.REJECT);
    };

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @Test
    void shouldLaunchAtTheCommitAndOnlyWhatThisTransactionMarked() {
        DepartureBench bench = new DepartureBench(journey, DepartureBench::inline);
        bench.mark("a");
        assertThat(travelled).isEmpty();

        Fence.current().committed();
        assertThat(travelled).hasSize(1);

        bench.mark("b");
        Fence.current().committed();
        assertThat(travelled).hasSize(2);
        assertThat(bench.sender.records()).hasSize(2).allMatch(OutcomeRecord.Attempted.class::isInstance);
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldGiveBackWhatAnAbortedTransactionMarked() {
        DepartureBench bench = new DepartureBench(journey, DepartureBench::inline);
        bench.mark("a");

        Fence.current().dropped();
        Fence.current().committed();

        assertThat(travelled).isEmpty();
        assertThat(bench.sender.records())
                .containsExactly(new OutcomeRecord.Released(DepartureBench.IDENTITY, "a", 1, "aborted"));
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldBelongToOneThread() throws InterruptedException {
        DepartureBench bench = new DepartureBench(journey, DepartureBench::inline);
        bench.mark("a");

        Thread.ofPlatform().start(() -> Fence.current().committed()).join();

        assertThat(travelled).isEmpty();
    }

    @Test
    void shouldNeverThrowAtACommitThoughNoThreadCanStart() {
        for (Error error : new Error[] {new OutOfMemoryError("unable to create native thread")}) {
            assertNoThrow(_ -> {
                throw error;
            });
        }
        assertNoThrow(_ -> {
            throw new RejectedExecutionException("model");
        });
    }

    private void assertNoThrow(ThreadFactory broken) {
        DepartureBench bench = new DepartureBench(journey, broken);
        bench.mark("a");
        bench.mark("b");

        assertThatCode(() -> Fence.current().committed()).doesNotThrowAnyException();

        assertThat(travelled).isEmpty();
        assertThat(bench.limiter.inFlight())
                .as("a permit that nobody would ever give back")
                .isZero();
        assertThat(bench.departures.running()).isZero();
        bench.mark("c");
        assertThatCode(() -> Fence.current().dropped()).doesNotThrowAnyException();
        assertThat(bench.limiter.inFlight()).isZero();
    }
}
