package courier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.outcome.OutcomeRecord;
import courier.submission.Search;
import courier.submission.limit.Answer;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SearchesTest {

    private static final Lookup MISSING = new Lookup.Missing();

    private final ManualTime time = new ManualTime();
    private final FakeSender sender = new FakeSender();
    private final Limiter limiter = new Limiter(Bounds.of(1, 1), time);
    /** Begun, and not run yet. */
    private final Deque<Runnable> begun = new ArrayDeque<>();

    private Searches searches(Search search) {
        return new Searches(search, Inline.publisher(sender, "worker-1", time), limiter, time, work -> {
            begun.add(work);
            return Thread.ofVirtual().unstarted(() -> {});
        });
    }

    private static Searches.Task task(String integration, String nonce) {
        Identity identity = new Identity(integration, "intent", 0);
        return new Searches.Task(new Search.Question(identity, "job", 5, new byte[0]), nonce, 2, 3, 7);
    }

    @Test
    void shouldSendWhatItFoundOutToThePartitionOfItsTask() {
        Searches searches = searches((_, _) -> MISSING);

        assertThat(searches.begin(task("a", "n"))).isTrue();
        begun.remove().run();

        assertThat(sender.records())
                .containsExactly(new OutcomeRecord.LookedUp(new Identity("a", "intent", 0), "n", 2, 3, MISSING));
        assertThat(searches.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldMakeOneSearchAtATimeForAnIntegrationAndFewForTheWorker() {
        Searches searches = searches((_, _) -> MISSING);
        for (int i = 0; i < Searches.AT_A_TIME; i++) {
            assertThat(searches.begin(task("integration-" + i, "n"))).isTrue();
            assertThat(searches.begin(task("integration-" + i, "m"))).isFalse();
        }

        assertThat(searches.begin(task("one more", "n"))).isFalse();
        begun.remove().run();
        assertThat(searches.begin(task("one more", "n"))).isTrue();
        searches.heard("one more", "another's");
        assertThat(searches.begin(task("one more", "m"))).isFalse();
        searches.heard("one more", "n");
        assertThat(searches.begin(task("one more", "m"))).isTrue();
    }

    @Test
    void shouldTakeNoSlotButCountInTheWindow() {
        Searches searches = searches((_, gate) -> {
            assertThat(gate.next()).isTrue();
            assertThat(limiter.inFlight()).isZero();
            gate.answered(new Answer(Answer.Tone.FINE, null, null, null, 10, 4, Duration.ofSeconds(30)));
            return MISSING;
        });

        assertThat(searches.begin(task("a", "n"))).isTrue();
        begun.remove().run();

        assertThat(limiter.requestsLeft()).hasValue(4);
    }

    @Test
    void shouldMakeNoRequestWhileTheWindowIsEmptyNorForLongerThanASearchMayTake() {
        limiter.pauseAll(Duration.ofHours(1));
        Searches searches =
                searches((_, gate) -> gate.next() ? MISSING : new Lookup.Failed(Cause.of("SEARCH_GIVEN_UP", "m")));
        long before = time.nanos();

        assertThat(searches.begin(task("a", "n"))).isTrue();
        begun.remove().run();

        assertThat(Duration.ofNanos(time.nanos() - before))
                .isBetween(Searches.LONGEST, Searches.LONGEST.plusSeconds(1));
        assertThat(sender.records()).hasSize(1);
    }

    @Test
    void shouldLeaveToItsNextOwnerWhatItGivesUpWhenTheWorkerStops() {
        Searches searches =
                searches((_, gate) -> gate.next() ? MISSING : new Lookup.Failed(Cause.of("SEARCH_GIVEN_UP", "m")));
        assertThat(searches.begin(task("a", "n"))).isTrue();
        assertThat(searches.drain(Duration.ofSeconds(1))).isFalse();

        searches.stop();
        begun.remove().run();

        assertThat(sender.records()).isEmpty();
        assertThat(searches.begin(task("b", "n"))).isFalse();
        assertThat(searches.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldReportASearchThatBreaksAsFailed() {
        Searches searches = searches((_, _) -> {
            throw new IllegalStateException("with a person's name");
        });

        assertThat(searches.begin(task("a", "n"))).isTrue();
        begun.remove().run();

        assertThat(sender.records())
                .singleElement()
                .isInstanceOfSatisfying(
                        OutcomeRecord.LookedUp.class,
                        record -> assertThat(record.lookup())
                                .isInstanceOfSatisfying(
                                        Lookup.Failed.class,
                                        failed -> assertThat(failed.cause().message())
                                                .doesNotContain("person's name")));
    }

    @Test
    void shouldLeaveTheWindowToTheCallsThatWait() {
        Searches searches = searches((_, gate) -> gate.next() ? MISSING : new Lookup.Failed(Cause.of("C", "m")));
        // the last request of the window, of which a reserved call has the first claim
        var granted = limiter.aside(Duration.ZERO, () -> false).orElseThrow();
        limiter.answered(granted, new Answer(Answer.Tone.FINE, null, null, null, 10, 1, Duration.ofHours(1)));
        assertThat(limiter.reserve("a", 0, 0)).isInstanceOf(courier.submission.limit.Reservation.Granted.class);

        assertThat(searches.begin(task("a", "n"))).isTrue();
        begun.remove().run();

        assertThat(sender.records())
                .singleElement()
                .isInstanceOfSatisfying(
                        OutcomeRecord.LookedUp.class,
                        record -> assertThat(record.lookup()).isInstanceOf(Lookup.Failed.class));
        assertThat(limiter.requestsLeft()).hasValue(1);
    }
}
