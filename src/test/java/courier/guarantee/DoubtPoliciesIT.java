package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationSuccess;
import courier.avro.ApplicationWarning;
import courier.config.Settings;
import courier.ledger.Codes;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.SearchManner;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.RunningWorker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One worker on the real parts whose integrations have each another policy for doubt. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DoubtPoliciesIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String PARK = "workday:park";
    private static final String RESUBMIT = "workday:resubmit";
    private static final String VERIFY = "workday:verify";

    private RunningWorker worker;
    private Stream stream;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Broker broker, Registry registry, KomboStandIn standIn) {
        kombo = standIn;
        Settings settings = TestSettings.fresh(
                broker,
                registry,
                kombo,
                Map.of(
                        "integrations." + RESUBMIT + ".doubt.policy",
                        "resubmit",
                        "integrations." + VERIFY + ".doubt.policy",
                        "verify",
                        "doubt.verify-attempts",
                        "3",
                        "doubt.verify-first-delay",
                        "300ms",
                        "doubt.verify-clock-skew",
                        "1s"));
        worker = RunningWorker.start(settings);
        stream = new Stream(settings);
        kombo.behaviours().ofJob("job-made", Behaviour.first(1, new Act.Cut(Act.Moment.AFTER_CREATION)));
        kombo.behaviours().ofJob("job-made-parked", Behaviour.first(1, new Act.Cut(Act.Moment.AFTER_CREATION)));
        kombo.behaviours().ofJob("job-made-verified", Behaviour.first(1, new Act.Cut(Act.Moment.AFTER_CREATION)));
        kombo.behaviours().ofJob("job-unmade", Behaviour.first(1, new Act.Cut(Act.Moment.BEFORE_CREATION)));
        kombo.behaviours().ofJob("job-unmade-parked", Behaviour.first(1, new Act.Cut(Act.Moment.BEFORE_CREATION)));
        kombo.behaviours().ofJob("job-unmade-verified", Behaviour.first(1, new Act.Cut(Act.Moment.BEFORE_CREATION)));
    }

    @BeforeEach
    void searchWell() {
        kombo.searching().behave(SearchManner.WELL);
    }

    @AfterAll
    void stop() {
        kombo.searching().behave(SearchManner.WELL);
        stream.close();
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
    }

    private void ask(String integration, String intentId, String jobId) {
        stream.ask(SampleIntents.of(integration, intentId, jobId));
    }

    private ApplicationSuccess success(String intentId) {
        stream.awaitSuccess(intentId);
        return stream.successes().stream()
                .filter(success -> success.getIntentId().equals(intentId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> remarks(ApplicationSuccess success) {
        List<String> codes =
                success.getWarnings().stream().map(remark -> remark.getCode()).toList();
        await().atMost(SOON).until(() -> warnings(success.getIntentId()).size() == codes.size());
        assertThat(warnings(success.getIntentId())).as("each is an event, too").isEqualTo(codes);
        return codes;
    }

    private List<String> warnings(String intentId) {
        return stream.read().warnings().stream()
                .filter(warning -> warning.getIntentId().equals(intentId))
                .map(ApplicationWarning::getCode)
                .toList();
    }

    @Test
    void shouldParkADoubtWhetherOrNotTheApplicationWasCreated() {
        ask(PARK, "parked-made", "job-made-parked");
        ask(PARK, "parked-unmade", "job-unmade-parked");

        for (String intentId : List.of("parked-made", "parked-unmade")) {
            ApplicationDeadLetter letter = stream.awaitDeadLetter(intentId);

            assertThat(letter.getCode()).isEqualTo(Codes.OUTCOME_UNKNOWN);
            assertThat(letter.getInDoubt()).isTrue();
            assertThat(kombo.journal().postsOf(intentId)).hasSize(1);
        }
        assertThat(kombo.journal().postsOf("parked-made")).allMatch(Post::created);
        assertThat(kombo.journal().postsOf("parked-unmade")).noneMatch(Post::created);
    }

    @Test
    void shouldCallAgainAndAnnounceAPossibleDuplicateWhereItResubmits() {
        ask(RESUBMIT, "again-made", "job-made");
        ask(RESUBMIT, "again-unmade", "job-unmade");

        for (String intentId : List.of("again-made", "again-unmade")) {
            ApplicationSuccess success = success(intentId);

            assertThat(remarks(success)).containsExactly(Codes.POSSIBLE_DUPLICATE);
            assertThat(success.getAttempts()).isEqualTo(2);
            assertThat(kombo.journal().postsOf(intentId)).hasSize(2);
        }
        assertThat(kombo.journal().postsOf("again-made")).allMatch(Post::created);
        assertThat(kombo.journal().postsOf("again-unmade"))
                .extracting(Post::created)
                .containsExactly(false, true);
    }

    @Test
    void shouldSucceedOnceWhatWasCreatedIsFoundThoughItShowsUpLate() {
        kombo.searching()
                .behave(SearchManner.WELL.lagging(Duration.ofMillis(600)).paging(1));
        ask(VERIFY, "verified-made", "job-made-verified");

        ApplicationSuccess success = success("verified-made");

        assertThat(remarks(success)).containsExactly(Codes.CONFIRMED_AFTER_DOUBT);
        assertThat(kombo.journal().postsOf("verified-made"))
                .singleElement()
                .satisfies(post -> assertThat(success.getApplication().getId()).isEqualTo(post.applicationId()));
    }

    @Test
    void shouldParkWhatIsNotFoundAndSayThatItWasLookedFor() {
        ask(VERIFY, "verified-unmade", "job-unmade-verified");

        ApplicationDeadLetter letter = stream.awaitDeadLetter("verified-unmade");

        assertThat(letter.getCode()).isEqualTo(Codes.OUTCOME_UNKNOWN);
        assertThat(letter.getInDoubt()).isTrue();
        assertThat(letter.getMessage()).contains("Kombo was asked for it 3 times and did not have it");
        assertThat(kombo.journal().postsOf("verified-unmade")).hasSize(1);
    }
}
