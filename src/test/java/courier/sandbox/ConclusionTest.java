package courier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.Conclusion.WorkerEnd;
import courier.sandbox.account.Account;
import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Asked.Undecodable;
import courier.sandbox.account.Ended;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Events;
import courier.sandbox.account.Identity;
import courier.sandbox.account.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exit code of a run tells the truth, and its rows stand where a reader looks for them. */
class ConclusionTest {
    private final Samples samples = new Samples(List.of(), List.of("second", "first"));
    private final Intent first = intent("first", 1);
    private final Intent second = intent("second", 2);

    @Test
    void shouldEndWithZeroIfEveryPromiseWasKept() {
        Conclusion conclusion = conclude(account(end(first), end(second)), WorkerEnd.ASKED, 0);

        assertThat(conclusion.exitCode()).isZero();
        assertThat(conclusion.complaints()).isEmpty();
    }

    @Test
    void shouldFailIfAnIntentIsLeftOpen() {
        Conclusion conclusion = conclude(account(end(first)), WorkerEnd.ASKED, 0);

        assertThat(conclusion.exitCode()).isEqualTo(1);
        assertThat(conclusion.complaints())
                .startsWith("BROKEN: An intent without an end")
                .contains("second");
    }

    @Test
    void shouldFailIfAnIntentHasASecondEnd() {
        Conclusion conclusion = conclude(account(end(first), end(first), end(second)), WorkerEnd.ASKED, 0);

        assertThat(conclusion.exitCode()).isEqualTo(1);
        assertThat(conclusion.complaints()).contains("one too many");
    }

    @Test
    void shouldFailIfASampleNeverCame() {
        Account empty = Account.of(new Events(List.of(), List.of(), List.of()), List.of());

        Conclusion conclusion = conclude(empty, WorkerEnd.ASKED, 0);

        assertThat(conclusion.exitCode()).isEqualTo(1);
        assertThat(conclusion.broken())
                .containsExactly(
                        "A sample that was published is not in the topic: second",
                        "A sample that was published is not in the topic: first");
    }

    @Test
    void shouldFailIfTheWorkerDiesThoughAllHasEnded() {
        Conclusion conclusion = conclude(account(end(first), end(second)), WorkerEnd.UNASKED, 137);

        assertThat(conclusion.exitCode()).isEqualTo(1);
        assertThat(conclusion.complaints()).isEqualTo("BROKEN: The worker ended with code 137 before it was asked to");
    }

    @Test
    void shouldFailIfTheWorkerEndsByItselfWithZero() {
        assertThat(conclude(account(end(first), end(second)), WorkerEnd.UNASKED, 0)
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void shouldFailIfTheWorkerDoesNotStopCleanly() {
        Conclusion conclusion = conclude(account(end(first), end(second)), WorkerEnd.ASKED, 137);

        assertThat(conclusion.exitCode()).isEqualTo(1);
        assertThat(conclusion.complaints()).contains("cleanly", "137");
    }

    @Test
    void shouldShowTheSamplesInTheirOrderAndWhatIsNoneOfThemLast() {
        Row bytes = new Row(new Undecodable(new Position("intents", 0, 0)), null, List.of());
        Row stranger = new Row(intent("stranger", 3), null, List.of());
        Row one = new Row(first, null, List.of());
        Row two = new Row(second, null, List.of());

        assertThat(samples.inOrder(List.of(bytes, stranger, one, two))).containsExactly(two, one, stranger, bytes);
    }

    @Test
    void shouldFindTheSamplesInTheOrderOfTheirFiles() {
        Samples found = Samples.in(Path.of("config", "sandbox"));

        assertThat(found.files()).hasSameSizeAs(found.intents());
        assertThat(found.intents())
                .startsWith("frank.doe", "anna.keller", "every-field")
                .endsWith("broken-connection-3", "s3-file");
    }

    private Conclusion conclude(Account account, WorkerEnd end, int code) {
        return new Conclusion(samples, account, end, code);
    }

    private Account account(Ended... ends) {
        return Account.of(new Events(List.of(first, second), new ArrayList<>(List.of(ends)), List.of()), List.of());
    }

    private static Intent intent(String name, long offset) {
        return new Intent(
                new Position("intents", 0, offset), new Identity("workday:one", name, 0), "job", name, "body");
    }

    private static Ended end(Intent intent) {
        Position at = new Position("dead-letters", 0, intent.at().offset());
        return new DeadLetter(at, intent.at(), intent.identity(), 0, "admission", "EXPIRED", false, false, null, 0);
    }
}
