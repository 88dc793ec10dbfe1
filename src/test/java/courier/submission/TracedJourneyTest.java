package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import courier.submission.Journey.Result;
import courier.submission.Journey.Start;
import courier.testing.ManualTime;
import courier.tracing.Stage;
import courier.tracing.ToldStages;
import courier.tracing.Tracing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracedJourneyTest {

    private static final Identity IDENTITY = new Identity("a:b", "i", 0);
    private static final URI ADDRESS = URI.create("https://api.kombo.dev/v1/ats/jobs/job/applications");

    private final ManualTime time = new ManualTime();
    private final ToldStages told = new ToldStages();
    private final long began = time.wallMillis();

    @Test
    void shouldTellOfTheWaitTheAttachmentsAndTheCallOneAfterTheOther() {
        travel((_, gate) -> {
            time.advance(Duration.ofMillis(30));
            gate.prepared(null);
            long startedAt = time.wallMillis();
            assertThat(gate.start()).isEqualTo(Start.GO);
            time.advance(Duration.ofMillis(400));
            gate.exchanged(new Journey.Exchange("POST", ADDRESS, 200));
            return new Result.Finished(
                    startedAt, time.wallMillis(), new Verdict.Settle(Application.UNNAMED, List.of()));
        });

        assertThat(told.stages())
                .containsExactly(
                        new Stage.Queue(2, began - 700, began),
                        new Stage.Attachments(2, began, began + 30, null),
                        new Stage.Call(2, began + 30, began + 430, "POST", ADDRESS, 200, "settle", null));
        assertThat(told.told())
                .allSatisfy(each -> assertThat(each.of().identity()).isEqualTo(IDENTITY));
    }

    @Test
    void shouldTellOfNoCallWhereTheAttachmentsFailed() {
        travel((_, gate) -> {
            gate.prepared("ATTACHMENT_MISSING");
            assertThat(gate.start()).isEqualTo(Start.GO);
            Cause cause = Cause.of("ATTACHMENT_MISSING", "gone");
            return new Result.Finished(
                    null, time.wallMillis(), new Verdict.Reject(cause, Delivery.UNSENT, Action.NEEDS_CORRECTION));
        });

        assertThat(told.stages())
                .containsExactly(
                        new Stage.Queue(2, began - 700, began),
                        new Stage.Attachments(2, began, began, "ATTACHMENT_MISSING"));
    }

    @Test
    void shouldTellOfACallThatBrokeBeforeItWasTold() {
        Cause cause = Cause.of("INTERNAL_ERROR", "a bug");
        travel((_, _) -> new Result.Finished(began, began + 5, new Verdict.Doubt(cause)));

        assertThat(told.stages())
                .contains(new Stage.Call(2, began, began + 5, null, null, null, "doubt", "INTERNAL_ERROR"));
    }

    @Test
    void shouldChangeNothingWhereItIsOffOrThePayloadCannotBeRead() {
        Result result = new Result.NotStarted("late");
        Journey journey = (_, _) -> result;
        Journey.Work unreadable = new Journey.Work(IDENTITY, "job", 2, false, 0, new byte[] {99});

        assertThat(new TracedJourney(journey, Tracing.OFF, time).travel(work(), () -> Start.GO))
                .isSameAs(result);
        assertThat(new TracedJourney(journey, told, time).travel(unreadable, () -> Start.GO))
                .isSameAs(result);
        assertThat(told.stages()).isEmpty();
    }

    private void travel(Journey journey) {
        Result result = new TracedJourney(journey, told, time).travel(work(), () -> Start.GO);
        assertThat(result).isInstanceOf(Result.Finished.class);
    }

    private Journey.Work work() {
        return new Journey.Work(IDENTITY, "job", 2, false, began - 700, Payloads.of(IDENTITY, "job"));
    }
}
