package courier.dispatch;

import static courier.dispatch.DepartureBench.IDENTITY;
import static courier.dispatch.DepartureBench.REJECT;
import static courier.dispatch.DepartureBench.START_BY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.outcome.Delivery;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.testing.LogLines;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.NetworkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DeparturesTest {

    private static final Journey.Result FINISHED = new Journey.Result.Finished(1L, 2L, REJECT);

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    private static DepartureBench launched(Journey journey) {
        DepartureBench bench = new DepartureBench(journey, DepartureBench::inline);
        bench.mark("n");
        Fence.current().committed();
        assertThat(bench.limiter.inFlight()).as("permits still taken").isZero();
        assertThat(bench.departures.running()).isZero();
        return bench;
    }

    private static OutcomeRecord only(DepartureBench bench) {
        assertThat(bench.sender.records()).hasSize(1);
        return bench.sender.records().getFirst();
    }

    private static OutcomeRecord.Released released(String reason) {
        return new OutcomeRecord.Released(IDENTITY, "n", 1, reason);
    }

    @Test
    void shouldSendTheOutcomeOfACall() {
        DepartureBench bench = launched((_, gate) -> {
            assertThat(gate.start()).isEqualTo(Journey.Start.GO);
            return FINISHED;
        });

        assertThat(only(bench)).isEqualTo(new OutcomeRecord.Attempted(IDENTITY, "n", 1, 1L, 2L, REJECT));
    }

    @Test
    void shouldAnswerTheGateOnceForAll() {
        launched((_, gate) -> {
            assertThat(gate.start()).isEqualTo(Journey.Start.GO);
            assertThat(gate.start()).isEqualTo(Journey.Start.GO);
            return FINISHED;
        });
    }

    @Test
    void shouldGiveBackWhatTheGateFoundTooLate() {
        DepartureBench bench = new DepartureBench(
                (_, gate) -> {
                    assertThat(gate.start()).isEqualTo(Journey.Start.LATE);
                    return new Journey.Result.NotStarted("late");
                },
                DepartureBench::inline);
        bench.mark("n");
        bench.time.advance(START_BY.plusMillis(1));

        Fence.current().committed();

        assertThat(only(bench)).isEqualTo(released("late"));
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldTakeAThrowingJourneyForADoubtOnceItHasStarted() {
        DepartureBench bench = launched((_, gate) -> {
            assertThat(gate.start()).isEqualTo(Journey.Start.GO);
            throw new IllegalStateException("bug");
        });

        assertThat(((OutcomeRecord.Attempted) only(bench)).verdict()).isInstanceOf(Verdict.Doubt.class);
    }

    @Test
    void shouldTellInTheLogWhoseCallItIs() {
        try (LogLines lines = LogLines.plain()) {
            DepartureBench _ = launched((_, _) -> {
                LoggerFactory.getLogger("courier.Somewhere").warn("Below");
                return FINISHED;
            });

            assertThat(lines.with("Below"))
                    .singleElement()
                    .asString()
                    .contains(" intent=" + IDENTITY.intentId() + ", integration=" + IDENTITY.integrationId()
                            + ", job=job-1, generation=0, attempt=1, nonce=");
        }
    }

    @Test
    void shouldTakeAJourneyThatThrowsBeforeItsStartForAVerdictAndNotTryForEver() {
        DepartureBench bench = launched((_, _) -> {
            throw new StackOverflowError();
        });

        assertThat(((OutcomeRecord.Attempted) only(bench)).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Reject.class,
                        reject -> assertThat(reject.delivery()).isEqualTo(Delivery.UNSENT));
    }

    @Test
    void shouldGiveBackInsteadOfLaunchingOnceItStops() {
        DepartureBench bench = new DepartureBench((_, _) -> FINISHED, DepartureBench::inline);
        bench.mark("n");
        bench.departures.stop();

        Fence.current().committed();

        assertThat(only(bench)).isEqualTo(released("stopping"));
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldSendOneRecordForADispatchThatIsCancelledWhileItsJourneyPrepares() {
        DepartureBench[] bench = new DepartureBench[1];
        bench[0] = new DepartureBench(
                (_, gate) -> {
                    bench[0].departures.cancel("n", "task-closed");
                    assertThat(gate.start()).isEqualTo(Journey.Start.CANCELLED);
                    return FINISHED;
                },
                DepartureBench::inline);
        bench[0].mark("n");

        Fence.current().committed();

        assertThat(only(bench[0])).isEqualTo(released("task-closed"));
        assertThat(bench[0].limiter.inFlight()).isZero();
    }

    @Test
    void shouldFreeThePermitOfARecordThatWasReadBackBeforeItsAcknowledgement() {
        DepartureBench[] bench = new DepartureBench[1];
        bench[0] = new DepartureBench(
                (_, gate) -> {
                    gate.start();
                    assertThat(bench[0].departures.isRunning("n")).isTrue();
                    bench[0].departures.heard("n");
                    assertThat(bench[0].limiter.inFlight()).isZero();
                    // the slot goes to the next dispatch: this one's end must not free it a second time
                    assertThat(DepartureBench.permit(bench[0].limiter)).isNotNull();
                    return FINISHED;
                },
                DepartureBench::inline);
        bench[0].mark("n");

        Fence.current().committed();

        assertThat(bench[0].limiter.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldFreeThePermitOfARecordThatCannotBeDelivered() {
        DepartureBench bench = new DepartureBench(
                (_, gate) -> {
                    gate.start();
                    return FINISHED;
                },
                DepartureBench::inline);
        bench.sender.failAlways(new NetworkException("down"));
        bench.mark("n");
        bench.mark("m");

        Fence.current().committed();

        assertThat(bench.undeliverable).hasValue(1);
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldReturnEveryPermitWhateverRacesWithWhat() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        DepartureBench bench = new DepartureBench((_, gate) -> {
            if (gate.start() == Journey.Start.GO) {
                made.incrementAndGet();
                return FINISHED;
            }
            return new Journey.Result.NotStarted("no");
        });
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            String nonce = "n" + round;
            Dispatch dispatch = bench.mark(nonce);
            CountDownLatch go = new CountDownLatch(1);
            Thread closer = Thread.ofVirtual().start(() -> {
                go.countDown();
                bench.departures.cancel(dispatch, "task-closed");
            });
            go.await();
            Fence.current().committed();
            closer.join();
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> bench.departures.running() == 0);
        }

        assertThat(bench.sender.records()).hasSize(rounds);
        assertThat(bench.sender.records().stream().filter(OutcomeRecord.Attempted.class::isInstance))
                .hasSize(made.get());
        assertThat(bench.limiter.inFlight()).isZero();
    }

    @Test
    void shouldTellHowManyCallsAreLeftAtTheDeadlineOfADrain() {
        DepartureBench bench = new DepartureBench((_, _) -> FINISHED, DepartureBench::inline);
        bench.mark("n");

        assertThat(bench.departures.drain(Duration.ofSeconds(5))).isEqualTo(1);
    }
}
