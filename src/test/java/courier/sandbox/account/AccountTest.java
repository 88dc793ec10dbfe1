package courier.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Asked.Undecodable;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The account adds up for a good run, and finds each promise that a bad one breaks. */
class AccountTest {
    private static final String INTEGRATION = "workday:one";
    private static final long LATER = 1_000_000;

    private final List<Asked> asked = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Warned> warned = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();

    @Test
    void shouldAddUpForAGoodRun() {
        // Given a delivery after a failure and with a warning, a refusal, and what nobody could read
        Intent good = ask("good", "body");
        posts.add(post("good", null));
        posts.add(post("good", "a1"));
        ended.add(success(good, "a1"));
        warned.add(new Warned(at("warnings"), good.identity(), "KOMBO_WARNING"));
        Intent bad = ask("bad", "body");
        posts.add(post("bad", null));
        ended.add(deadLetter(bad, "submission", "ATS.JOB_CLOSED", false));
        Undecodable bytes = new Undecodable(at("intents"));
        asked.add(bytes);
        ended.add(new DeadLetter(at("dead"), bytes.at(), null, 0, "decode", "UNDECODABLE", false, false, null, LATER));

        // When
        Account account = account();

        // Then
        assertThat(account.broken()).isEmpty();
        assertThat(account.rows())
                .extracting(Row::warnings)
                .containsExactly(List.of("KOMBO_WARNING"), List.of(), List.of());
        assertThat(account.summary())
                .isEqualTo("intents=3 successes=1 warnings=1 dead-letters=2 open=0 posted-twice=0");
    }

    @Test
    void shouldCountADuplicateOnceAndAReusedIdTwice() {
        Intent first = ask("one", "body");
        Intent _ = ask("one", "body");
        Intent other = ask("one", "another body");
        posts.add(post("one", "a1"));
        ended.add(success(first, "a1"));
        ended.add(deadLetter(other, "ledger", "INTENT_ID_REUSED", false));

        Account account = account();

        assertThat(account.broken()).isEmpty();
        assertThat(account.summary())
                .isEqualTo("intents=2 successes=1 warnings=0 dead-letters=1 open=0 posted-twice=0");
    }

    @Test
    void shouldTakeTheRecordThatTheEndNamesForTheOneThatWasAdmitted() {
        // two records of one identity in two partitions: nobody can say beforehand which comes first
        Intent loser = ask("one", "body");
        Intent winner = ask("one", "another body");
        posts.add(post("one", "a1"));
        ended.add(success(winner, "a1"));
        ended.add(deadLetter(loser, "ledger", "INTENT_ID_REUSED", false));

        assertThat(account().broken()).isEmpty();
    }

    @Test
    void shouldFindAnIntentWithoutAnEnd() {
        Intent _ = ask("one", "body");

        Account account = account();

        assertThat(account.open()).isEqualTo(1);
        assertThat(account.broken()).singleElement().asString().contains("without an end", "workday:one/one");
    }

    @Test
    void shouldFindAReusedIdThatWasSwallowed() {
        Intent first = ask("one", "body");
        Intent _ = ask("one", "another body");
        posts.add(post("one", "a1"));
        ended.add(success(first, "a1"));

        assertThat(account().open()).isEqualTo(1);
    }

    @Test
    void shouldFindASecondEnd() {
        Intent one = ask("one", "body");
        posts.add(post("one", "a1"));
        ended.add(success(one, "a1"));
        ended.add(deadLetter(one, "submission", "OUTCOME_UNKNOWN", true));

        assertThat(account().broken()).singleElement().asString().contains("one too many", "DeadLetter");
    }

    @Test
    void shouldFindAnEndAndAWarningThatBelongToNoIntent() {
        Intent stranger = ask("stranger", "body");
        asked.clear();
        ended.add(deadLetter(stranger, "submission", "ATS.JOB_CLOSED", false));
        warned.add(new Warned(at("warnings"), stranger.identity(), "KOMBO_WARNING"));

        assertThat(account().broken()).hasSize(2);
    }

    @Test
    void shouldFindASecondCreationThatNoDoubtExcuses() {
        Intent one = ask("one", "body");
        posts.add(post("one", "a1"));
        posts.add(post("one", "a2"));
        ended.add(success(one, "a2"));

        assertThat(account().postedTwice()).isEqualTo(1);
        assertThat(account().broken()).singleElement().asString().contains("Several applications were created");
    }

    @Test
    void shouldExcuseASecondCreationThatWasAnnounced() {
        Intent one = ask("one", "body");
        posts.add(post("one", "a1"));
        posts.add(post("one", "a2"));
        ended.add(success(one, "a2"));
        warned.add(new Warned(at("warnings"), one.identity(), "POSSIBLE_DUPLICATE"));

        assertThat(account().postedTwice()).isZero();
        assertThat(account().broken()).isEmpty();
    }

    @Test
    void shouldFindACreationThatIsReportedAsNone() {
        Intent one = ask("one", "body");
        posts.add(post("one", "a1"));
        ended.add(deadLetter(one, "submission", "REMOTE.INPUT_INVALID", false));

        assertThat(account().broken()).singleElement().asString().contains("all ends say that it was not");
    }

    @Test
    void shouldAcceptACreationThatIsReportedAsADoubt() {
        Intent one = ask("one", "body");
        posts.add(post("one", "a1"));
        ended.add(deadLetter(one, "submission", "OUTCOME_UNKNOWN", true));

        assertThat(account().broken()).isEmpty();
    }

    @Test
    void shouldFindASuccessThatNobodyCreated() {
        Intent one = ask("one", "body");
        posts.add(post("one", null));
        ended.add(success(one, "a1"));

        assertThat(account().broken()).singleElement().asString().contains("was not created for it");
    }

    @Test
    void shouldFindACallForAnIntentThatWasNotLetIn() {
        Intent one = ask("one", "body");
        posts.add(post("one", null));
        ended.add(deadLetter(one, "admission", "INVALID", false));

        assertThat(account().broken()).singleElement().asString().contains("not let in");
    }

    @Test
    void shouldFindACallThatNobodyAskedFor() {
        posts.add(post("one", null));

        assertThat(account().broken()).singleElement().asString().contains("no intent");
    }

    private Account account() {
        return Account.of(new Events(asked, ended, warned), posts);
    }

    private Intent ask(String name, String body) {
        Intent intent = new Intent(at("intents"), new Identity(INTEGRATION, name, 0), "job", name, body);
        asked.add(intent);
        return intent;
    }

    private Success success(Intent intent, String applicationId) {
        return new Success(at("successes"), intent.at(), intent.identity(), 1, applicationId, LATER);
    }

    private DeadLetter deadLetter(Intent intent, String stage, String code, boolean inDoubt) {
        return new DeadLetter(at("dead"), intent.at(), intent.identity(), 1, stage, code, inDoubt, true, null, LATER);
    }

    private Position at(String topic) {
        return new Position(topic, 0, asked.size() + ended.size() + warned.size());
    }

    private Post post(String key, @Nullable String applicationId) {
        boolean created = applicationId != null;
        return new Post(
                posts.size() + 1L,
                10L * posts.size(),
                10L * posts.size() + 5,
                INTEGRATION,
                "job",
                key,
                "HTTP/2.0",
                1,
                0,
                created ? 200 : 503,
                null,
                created ? Fate.ANSWERED : Fate.REFUSED,
                applicationId,
                List.of(),
                List.of());
    }
}
