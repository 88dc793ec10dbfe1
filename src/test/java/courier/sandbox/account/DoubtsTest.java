package courier.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.DoubtsHaveReasons.Disruption;
import courier.sandbox.kombo.Post.Fate;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** A doubt has a reason, and a crash leaves few of them. */
class DoubtsTest {
    private static final Duration DELIVERY = Duration.ofMillis(500);

    private final Tale tale = new Tale();

    @Test
    void shouldNameADoubtThoughNothingHappened() {
        Intent never = tale.ask("never");
        tale.doubt(never, 1_000);

        theOffence(new DoubtsHaveReasons(List.of(), DELIVERY)).contains("0 calls made", "workday:one/never");
    }

    @Test
    void shouldNameADoubtWhoseAnswerHadLongArrivedWhenTheWorkerDied() {
        Intent one = tale.ask("one");
        tale.answered("one", 100, 200, "a1");
        tale.doubt(one, 3_000);

        theOffence(killedAt(701)).contains("1 calls made");
        assertThat(killedAt(700).offences(tale.history())).isEmpty();
    }

    @Test
    void shouldAcceptACrashBetweenTheDispatchAndTheArrivalOfWhatWasWritten() {
        Intent one = tale.ask("one");
        tale.answered("one", 100, 200, "a1");
        tale.doubtOfDispatch(one, 40, 3_000);

        assertThat(killedAt(40).offences(tale.history())).isEmpty();
        assertThat(killedAt(99).offences(tale.history())).isEmpty();
        theOffence(killedAt(39)).contains("1 calls made");
    }

    @Test
    void shouldNotTakeACrashBeforeTheDispatchForTheReason() {
        Intent one = tale.ask("one");
        tale.doubtOfDispatch(one, 40, 1_000);

        theOffence(killedAt(39)).contains("0 calls made");
        assertThat(killedAt(40).offences(tale.history())).isEmpty();
    }

    @Test
    void shouldNotTakeALaterCrashForTheReason() {
        Intent one = tale.ask("one");
        tale.doubt(one, 1_000);

        theOffence(killedAt(1_001)).contains("0 calls made");
    }

    @Test
    void shouldAcceptACallThatWasCutOffAndOneThatSomebodyReportedOn() {
        Intent cut = tale.ask("cut");
        tale.post("cut", 100, 5_000L, null, Fate.CUT, null);
        tale.doubt(cut, 5_010);
        Intent reported = tale.ask("reported");
        tale.answered("reported", 100, 5_000, "a1");
        tale.doubt(reported, true, 5_010);

        assertThat(new DoubtsHaveReasons(List.of(), DELIVERY).offences(tale.history()))
                .isEmpty();
    }

    @Test
    void shouldAcceptACrashAfterARefusalWhoseNextAttemptWasNeverSent() {
        Intent one = tale.ask("one");
        tale.refused("one", 100, 200);
        tale.doubt(one, 9_000);

        theOffence(killedAt(99)).contains("1 calls made");
        theOffence(killedAt(9_001)).contains("1 calls made");
        assertThat(killedAt(5_000).offences(tale.history())).isEmpty();
    }

    private static Guarantee killedAt(long millis) {
        return new DoubtsHaveReasons(List.of(new Disruption(millis, millis)), DELIVERY);
    }

    @Test
    void shouldNameAnIntegrationWithMoreSilentDoubtsThanCallsUnderWay() {
        for (String name : List.of("one", "two", "three")) {
            tale.doubt(tale.ask(name), 100);
        }
        tale.doubt(tale.ask("reported"), true, 100);

        theOffence(new DoubtsAreFew(2, 1)).contains("workday:one", "3 intents in doubt after 1 crashes");
        assertThat(new DoubtsAreFew(3, 1).offences(tale.history())).isEmpty();
        assertThat(new DoubtsAreFew(2, 2).offences(tale.history())).isEmpty();
    }

    private AbstractStringAssert<?> theOffence(Guarantee guarantee) {
        return assertThat(guarantee.offences(tale.history())).singleElement().asString();
    }
}
