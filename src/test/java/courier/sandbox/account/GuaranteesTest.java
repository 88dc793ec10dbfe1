package courier.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Asked.Intent;
import courier.sandbox.kombo.Post.Fate;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each guarantee lets a good run pass, and names the intent that breaks it in a bad one. */
class GuaranteesTest {
    private final Tale tale = new Tale();

    @Test
    void shouldAllBeKeptByAGoodRun() {
        // Given a delivery after a refusal, a warning, and a doubt that was replayed
        Intent good = tale.ask("good");
        tale.refused("good", 100, 150);
        tale.answered("good", 200, 300, "a1");
        tale.succeed(good, "a1", 310);
        tale.warn(good, "KOMBO_WARNING");
        Intent doubted = tale.ask("doubted");
        tale.post("doubted", 100, 150L, null, Fate.CUT, "a2");
        tale.doubt(doubted, 160);
        Intent replayed = tale.ask("doubted", 1);
        tale.answered("doubted", 500, 600, "a3");
        tale.succeed(replayed, "a3", 610);

        // Then
        History history = tale.history();
        assertThat(Guarantees.ALWAYS)
                .allSatisfy(guarantee -> assertThat(guarantee.check(history).isKept())
                        .as(guarantee.name())
                        .isTrue());
        assertThat(new DoubtsHaveReasons(List.of(), Duration.ZERO).offences(history))
                .isEmpty();
    }

    @Nested
    class OneEndEach {
        private final Guarantee guarantee = new OneEnd();

        @Test
        void shouldNameAnIntentWithoutAnEnd() {
            Intent _ = tale.ask("lost");

            theOffence(guarantee).contains("without an end", "workday:one/lost");
        }

        @Test
        void shouldNameAnIntentWithTwoEnds() {
            Intent one = tale.ask("one");
            tale.succeed(one, "a1", 100);
            tale.doubt(one, 200);

            theOffence(guarantee).contains("one too many", "DeadLetter of workday:one/one");
        }

        @Test
        void shouldNotTakeAQuestionAboutAForgottenIntentForASecondEnd() {
            Intent one = tale.ask("one");
            tale.succeed(one, "a1", 100);
            tale.ask(one, 900);
            Intent late = tale.ask("late");
            tale.ask(late, 900);

            assertThat(guarantee.offences(tale.history())).isEmpty();
        }

        @Test
        void shouldNameAnEndOfAGenerationThatNobodyAskedFor() {
            Intent one = tale.ask("one");
            tale.succeed(one, "a1", 100);
            tale.succeed(tale.stranger("other"), "a2", 100);

            theOffence(guarantee).contains("workday:one/other");
        }
    }

    @Nested
    class CallsAfterTheEnd {
        private final Guarantee guarantee = new NoCallAfterTheEnd();

        @Test
        void shouldNameACallAfterASuccess() {
            Intent one = tale.ask("one");
            tale.answered("one", 100, 200, "a1");
            tale.succeed(one, "a1", 210);
            tale.refused("one", 211, 220);

            theOffence(guarantee).contains("number 2", "1 ms after the end");
        }

        @Test
        void shouldNameACallThatAZombieMakesAfterADoubt() {
            Intent one = tale.ask("one");
            tale.doubt(one, 1_000);
            tale.answered("one", 5_000, 5_100, "a1");

            theOffence(guarantee).contains("4000 ms after the end");
        }

        @Test
        void shouldLetTheCallsOfAReplayBe() {
            Intent one = tale.ask("one");
            tale.refused("one", 100, 110);
            tale.reject(one, "submission", 120);
            Intent _ = tale.ask("one", 1);
            tale.answered("one", 500, 600, "a1");

            assertThat(guarantee.offences(tale.history())).isEmpty();
        }
    }

    @Nested
    class SecondCalls {
        private final Guarantee guarantee = new NoSecondCallWithoutDoubt(false);

        @Test
        void shouldNameASecondApplication() {
            Intent _ = tale.ask("one");
            tale.answered("one", 100, 200, "a1");
            tale.answered("one", 300, 400, "a2");

            theOffence(guarantee).contains("Several applications", "[1], then 2", "key=one");
        }

        @Test
        void shouldNameACallAfterOneThatWasNeverAnswered() {
            Intent _ = tale.ask("one");
            tale.post("one", 100, 5_100L, null, Fate.HUNG, null);
            tale.refused("one", 6_000, 6_100);

            theOffence(guarantee).contains("may have succeeded");
        }

        @Test
        void shouldNameTwoCallsAtATime() {
            Intent _ = tale.ask("one");
            tale.refused("one", 100, 300);
            tale.refused("one", 200, 400);

            theOffence(guarantee).contains("may have succeeded");
        }

        @Test
        void shouldNotExcuseACallByADoubtThatCameLater() {
            Intent one = tale.ask("one");
            tale.post("one", 100, 200L, null, Fate.CUT, "a1");
            tale.answered("one", 300, 400, "a2");
            tale.doubt(one, 500);

            theOffence(guarantee).contains("Several applications");
        }

        @Test
        void shouldExcuseOneCallByOneDoubt() {
            Intent one = tale.ask("one");
            tale.post("one", 100, 200L, null, Fate.CUT, "a1");
            tale.doubt(one, 250);
            tale.answered("one", 300, 400, "a2");
            assertThat(guarantee.offences(tale.history())).isEmpty();

            tale.answered("one", 500, 600, "a3");

            theOffence(guarantee).contains("then 3");
        }

        @Test
        void shouldExcuseACallByAnAnnouncementOnlyWhereDoubtsAreResubmitted() {
            Intent one = tale.ask("one");
            tale.answered("one", 100, 200, "a1");
            tale.answered("one", 300, 400, "a2");
            tale.warn(one, "POSSIBLE_DUPLICATE");

            theOffence(guarantee).contains("Several applications");
            assertThat(new NoSecondCallWithoutDoubt(true).offences(tale.history()))
                    .isEmpty();
        }

        @Test
        void shouldLetAFailedCallBeMadeAgain() {
            Intent _ = tale.ask("one");
            tale.refused("one", 100, 200);
            tale.refused("one", 300, 400);
            tale.answered("one", 500, 600, "a1");

            assertThat(guarantee.offences(tale.history())).isEmpty();
        }
    }

    @Test
    void shouldNameAWarningOfAnotherGeneration() {
        Intent _ = tale.ask("one");
        tale.warn(tale.stranger("two"), "KOMBO_WARNING");

        theOffence(new WarningsBelong()).contains("KOMBO_WARNING", "workday:one/two");
    }

    @Nested
    class Journals {
        private final Guarantee guarantee = new JournalAgrees();

        @Test
        void shouldNameADeadLetterOfWhatWasCreated() {
            Intent one = tale.ask("one");
            tale.answered("one", 100, 200, "a1");
            tale.reject(one, "submission", 210);

            theOffence(guarantee).contains("all ends say that it was not", "key=one");
        }

        @Test
        void shouldNameASuccessOfAnotherApplication() {
            Intent one = tale.ask("one");
            tale.answered("one", 100, 200, "a1");
            tale.succeed(one, "a2", 210);

            theOffence(guarantee).contains("was not created for it");
        }

        @Test
        void shouldNameASuccessWithoutACall() {
            Intent one = tale.ask("one");
            tale.succeed(one, null, 210);

            theOffence(guarantee).contains("without a call");
        }

        @Test
        void shouldNameACallThatNobodyAskedFor() {
            tale.refused("one", 100, 200);

            theOffence(guarantee).contains("no intent");
        }

        @Test
        void shouldNameACallForWhatWasNotLetIn() {
            Intent one = tale.ask("one");
            tale.refused("one", 100, 200);
            tale.reject(one, "admission", 90);

            theOffence(guarantee).contains("not let in");
        }
    }

    private AbstractStringAssert<?> theOffence(Guarantee guarantee) {
        return assertThat(guarantee.offences(tale.history())).singleElement().asString();
    }
}
