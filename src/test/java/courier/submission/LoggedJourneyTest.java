package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import courier.outcome.Action;
import courier.outcome.Application;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Scope;
import courier.outcome.Verdict;
import courier.submission.Journey.Result;
import courier.testing.Fresh;
import courier.testing.LogLines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LoggedJourneyTest {

    private static final Cause CAUSE =
            new Cause("REMOTE.INPUT_INVALID", "of a person", "her address is wrong", 400, "https://log");

    private final String integration = Fresh.name("workday:a");

    static Stream<Verdict> failures() {
        return Stream.of(
                new Verdict.Retry(CAUSE, null, Delivery.REFUSED),
                new Verdict.Hold(CAUSE, Scope.INTEGRATION, Delivery.REFUSED),
                new Verdict.Reject(CAUSE, Delivery.REFUSED, Action.NEEDS_CORRECTION),
                new Verdict.Doubt(CAUSE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldTellOfAFailureOnceWithItsCodeAndNothingOfItsWords(Verdict verdict) {
        try (LogLines lines = LogLines.plain()) {
            travel(verdict);
            travel(verdict);

            assertThat(lines.with(integration))
                    .singleElement()
                    .asString()
                    .contains(
                            " WARN ",
                            " An attempt failed ",
                            "code=REMOTE.INPUT_INVALID",
                            "http_status=400",
                            "verdict=" + verdict.word())
                    .doesNotContain("person", "address", "https");
        }
    }

    static Stream<Verdict> others() {
        return Stream.of(
                new Verdict.Settle(Application.UNNAMED, List.of()),
                new Verdict.AlreadyExists(CAUSE),
                new Verdict.Throttle(CAUSE, Scope.KEY, null));
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldTellNothingOfWhatWentWellOrWasThrottled(Verdict verdict) {
        try (LogLines lines = LogLines.plain()) {
            travel(verdict);

            assertThat(lines.with(integration)).isEmpty();
        }
    }

    @Test
    void shouldTellNothingOfWhatWasGivenBack() {
        Journey.Work work = work();
        Result given = new Result.NotStarted("late");

        assertThat(new LoggedJourney((_, _) -> given).travel(work, () -> Journey.Start.LATE))
                .isSameAs(given);
    }

    private void travel(Verdict verdict) {
        Result result = new Result.Finished(1L, 2L, verdict);
        assertThat(new LoggedJourney((_, _) -> result).travel(work(), () -> Journey.Start.GO))
                .isSameAs(result);
    }

    private Journey.Work work() {
        return new Journey.Work(new Identity(integration, "i", 0), "job", 1, false, 0, new byte[0]);
    }
}
