package courier.ledger;

import static courier.ledger.Given.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Incarnation;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.tracing.Stage;
import courier.tracing.TraceContext;
import courier.tracing.Traced;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** The trace of an intent, from its arrival to whatever is told of it. */
class TracesTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private TaskBench task = TaskBench.of("worker-1", 2).ready();

    @Test
    void shouldTellOfTheArrivalAndTheEndInTheIntentsTrace() {
        long before = task.time.wallMillis();
        arrive("a");
        task.advance(Duration.ofMillis(50));
        task.commit();
        task.hearAll();

        assertThat(task.spans.stages())
                .containsExactly(
                        new Stage.Admission("admitted", null, before),
                        new Stage.Outcome(Stage.End.SUCCESS, null, nonce(), before + 50, before + 50));
        assertThat(task.spans.told())
                .extracting(each -> each.of().context())
                .containsOnly(TraceContext.of(PARENT.getBytes(StandardCharsets.UTF_8), null));
        assertThat(events())
                .hasSize(1)
                .allSatisfy(event -> assertThat(traceparent(event)).isEqualTo(PARENT));
    }

    @Test
    void shouldTellADuplicateFromANewIntent() {
        arrive("a");
        arrive("a");

        assertThat(task.spans.stages())
                .extracting(stage -> ((Stage.Admission) stage).result())
                .containsExactly("admitted", "duplicate");
    }

    @Test
    void shouldTellOfARefusalTwiceAsAdmissionAndAsEnd() {
        long tooOld = task.time.wallMillis() - task.settings.ledger().memory().toMillis() - 1;
        task.arrive(Arriving.traced("a", tooOld, PARENT));

        long now = task.time.wallMillis();
        assertThat(task.spans.stages())
                .containsExactly(
                        new Stage.Admission("refused", Codes.BEYOND_MEMORY, now),
                        new Stage.Outcome(Stage.End.DEAD_LETTER, Codes.BEYOND_MEMORY, "", now, now));
        assertThat(traceparent(events().getFirst())).isEqualTo(PARENT);
    }

    @Test
    void shouldKeepTheTraceForWhatIsLearntAfterTheEndThroughAChangeOfWorkers() {
        task.kombo = Given::doubt;
        arrive("a");
        task.commit();
        task.hearAll();
        OutcomeRecord.Attempted parked =
                (OutcomeRecord.Attempted) task.sender.records().getLast();
        task = task.crashed(new Incarnation("worker-2", Set.of("worker-2"))).ready();

        task.hear(new OutcomeRecord.Attempted(
                parked.identity(),
                parked.nonce(),
                parked.attempt(),
                parked.startedAt(),
                parked.endedAt(),
                new Verdict.Settle(CREATED, List.of())));

        assertThat(task.told()).containsExactly("a: " + Codes.LEARNED_LATE);
        assertThat(traceparent(events().getFirst())).isEqualTo(PARENT);
        Traced late = task.spans.told().getFirst().of();
        assertThat(late.origin()).as("its record is gone").isNull();
        assertThat(late.jobId()).isEqualTo("job-1");
    }

    private void arrive(String intentId) {
        task.arrive(Arriving.traced(intentId, task.time.wallMillis(), PARENT));
    }

    private String nonce() {
        return ((OutcomeRecord.Attempted) task.sender.records().getLast()).nonce();
    }

    private List<LedgerEvent> events() {
        return task.context.forwarded().stream()
                .map(CapturedForward::record)
                .map(Record::value)
                .filter(LedgerEvent.class::isInstance)
                .map(LedgerEvent.class::cast)
                .toList();
    }

    private static String traceparent(LedgerEvent event) {
        TraceContext trace = event.trace();
        return trace == null ? "none" : trace.traceparent();
    }
}
