package courier.sandbox.kombo;

import static courier.sandbox.kombo.Caller.INTEGRATION;
import static courier.sandbox.kombo.Caller.KEY;
import static courier.sandbox.kombo.Caller.application;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import courier.sandbox.kombo.Caller.Reply;
import courier.sandbox.kombo.Post.Fate;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Act.Moment;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Behaviours;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.kombo.behaviour.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the stand-in misbehaves when it is told to. */
class BehaviourTest {
    private final Contract contract = new Contract();
    private KomboStandIn standIn;
    private Caller caller;

    @BeforeEach
    void start() {
        standIn = KomboStandIn.start(StandInSettings.with(KEY));
        caller = Caller.of(standIn);
    }

    @AfterEach
    void stop() {
        caller.close();
        standIn.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEveryCodeOfTheErrorSchemaWithItsStatus(ErrorCode code) throws IOException {
        standIn.behaviours().ofIntegration(INTEGRATION, Behaviour.always(Act.Refuse.with(code)));

        Reply reply = caller.apply("job", application("frank"));

        assertThat(reply.status()).isEqualTo(code.status());
        assertThat(reply.code()).isEqualTo(code.text());
        assertThat(contract.problemsOfError(reply.json())).isEmpty();
        assertThat(only().created()).isFalse();
    }

    @Test
    void shouldAnswerCodesThatTheSchemaDoesNotHaveYet() throws IOException {
        standIn.behaviours()
                .byDefault(Behaviour.always(
                        new Act.Refuse("REMOTE.NEWS", 418, new Act.RetryAfter.Seconds(3), Act.Creation.DONE)));

        Reply reply = caller.apply("job", application("frank"));

        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.code()).isEqualTo("REMOTE.NEWS");
        assertThat(reply.headers().get("Retry-After")).isEqualTo("3");
        assertThat(only().created()).isTrue();
    }

    @Test
    void shouldActAsItsTriggerSays() {
        Act act = new Act.Hang();

        assertThat(acts(Behaviour.first(2, act), 5)).containsExactly(true, true, false, false, false);
        assertThat(acts(Behaviour.WELL.then(new Trigger.Every(2), act), 5))
                .containsExactly(false, true, false, true, false);
        Behaviour chance = Behaviour.WELL.then(new Trigger.Chance(0.5, 7), act);
        assertThat(acts(chance, 100)).isEqualTo(acts(chance, 100)).contains(true, false);
        assertThat(acts(Behaviour.first(1, act).then(new Trigger.First(1), act), 3))
                .containsExactly(true, true, false);
    }

    @Test
    void shouldLetTheJobGoBeforeTheIntegration() throws IOException {
        standIn.behaviours().ofIntegration(INTEGRATION, Behaviour.always(Act.Refuse.with(ErrorCode.INACTIVE)));
        standIn.behaviours().ofJob("closed", Behaviour.first(1, Act.Refuse.with(ErrorCode.JOB_CLOSED)));

        assertThat(caller.apply("closed", application("a")).code()).isEqualTo("ATS.JOB_CLOSED");
        assertThat(caller.apply("closed", application("b")).code()).isEqualTo("INTEGRATION.INACTIVE");
        assertThat(caller.apply("open", application("c")).code()).isEqualTo("INTEGRATION.INACTIVE");
    }

    @Test
    void shouldAnswerWarningsThatTheSchemaAllows() throws IOException {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Warn(List.of("no phone number"))));

        Reply reply = caller.apply("job", application("frank"));

        assertThat(contract.problemsOfResponse(reply.json())).isEmpty();
        assertThat(reply.json().at("/warnings/0/message").asText()).isEqualTo("no phone number");
        assertThat(only().created()).isTrue();
    }

    @Test
    void shouldAnswerPagesAsALoadBalancerDoes() throws IOException {
        Duration away = Duration.ofSeconds(2);
        standIn.behaviours()
                .byDefault(Behaviour.always(new Act.Page(503, new Act.RetryAfter.Date(away), Act.Creation.SKIPPED)));
        Instant before = Instant.now();

        Reply reply = caller.apply("job", application("frank"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().get("Content-Type")).isEqualTo("text/html");
        assertThat(reply.body()).startsWith("<html>");
        String date = String.valueOf(reply.headers().get("Retry-After"));
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .isAfterOrEqualTo(before.plus(away).minusMillis(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void shouldCutTheConnectionAtAnyMoment(Protocol protocol) {
        try (Caller other = new Caller(standIn, protocol, Duration.ofSeconds(5))) {
            for (Moment moment : Moment.values()) {
                standIn.behaviours().ofJob(moment.name(), Behaviour.always(new Act.Cut(moment)));

                assertThatThrownBy(() -> other.apply(moment.name(), application("frank")))
                        .isInstanceOf(IOException.class)
                        .hasMessageNotContaining("timeout");
            }
        }
        assertThat(standIn.journal().posts()).allMatch(post -> post.fate() == Fate.CUT);
        assertThat(standIn.journal().posts().stream().map(Post::created)).containsExactly(false, false, true, true);
        assertThat(standIn.limits().inFlight()).containsEntry(INTEGRATION, 0);
    }

    @Test
    void shouldCutOneCallOfHttp2AndLeaveTheOthersAlone() throws Exception {
        standIn.behaviours().ofJob("cut", Behaviour.always(new Act.Cut(Moment.AFTER_CREATION)));
        standIn.behaviours().ofJob("slow", slow(Duration.ofMillis(300)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> slow = threads.submit(() -> caller.apply("slow", application("jane")));
            await().until(() -> standIn.limits().inFlight().getOrDefault(INTEGRATION, 0) == 1);

            assertThatThrownBy(() -> caller.apply("cut", application("frank"))).isInstanceOf(IOException.class);

            assertThat(slow.get().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerHalfOfTheJson() throws IOException {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Truncate()));

        Reply reply = caller.apply("job", application("frank"));

        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json).isInstanceOf(IOException.class);
        assertThat(only().fate()).isEqualTo(Fate.TRUNCATED);
        assertThat(only().created()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void shouldCreateTheApplicationAndAnswerTooLate(Protocol protocol) {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Late(Duration.ofSeconds(1))));

        try (Caller impatient = new Caller(standIn, protocol, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> impatient.apply("job", application("frank")))
                    .isInstanceOf(IOException.class);
        }

        assertThat(only().created()).isTrue();
        await().until(() -> only().endedAt() != null);
    }

    @Test
    void shouldHangUntilTheClientHasGone() {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Hang()));

        try (Caller impatient = new Caller(standIn, Protocol.H2_PRIOR_KNOWLEDGE, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> impatient.apply("job", application("frank")))
                    .isInstanceOf(IOException.class);
        }

        await().until(() -> only().fate() == Fate.HUNG);
        assertThat(only().created()).isFalse();
    }

    @Test
    void shouldHangOverHttp1UntilItIsFreedThoughTheClientHasGone() throws Exception {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Hang()));
        try (Caller hasty = new Caller(standIn, Protocol.HTTP_1_1, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> hasty.apply("job", application("frank"))).isInstanceOf(IOException.class);
        }
        assertThat(standIn.limits().inFlight()).containsEntry(INTEGRATION, 1);

        assertThat(caller.control("DELETE", "hanging", "").status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(standIn.limits().inFlight()).containsEntry(INTEGRATION, 0));
        assertThat(standIn.journal().posts().getFirst().fate()).isEqualTo(Fate.HUNG);
    }

    @Test
    void shouldHandOutTheJournalFromARequestOn() throws Exception {
        for (String key : List.of("first", "second", "third")) {
            caller.apply("job", application(key));
        }

        List<Post> posts =
                Journal.parse(caller.control("GET", "journal?from=2", "").body());

        assertThat(posts).isEqualTo(standIn.journal().posts().subList(1, 3));
        assertThat(caller.control("GET", "journal?from=4", "").body()).isEmpty();
        assertThat(caller.control("GET", "journal?from=two", "").status()).isEqualTo(400);
    }

    @Test
    void shouldHangUntilItIsClosed() throws Exception {
        standIn.behaviours().byDefault(Behaviour.always(new Act.Hang()));
        try (Caller patient = new Caller(standIn, Protocol.HTTP_1_1, Duration.ofSeconds(20));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> hanging = threads.submit(() -> patient.apply("job", application("frank")));
            await().until(() -> standIn.journal().posts().size() == 1);

            standIn.close();

            assertThatThrownBy(hanging::get).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void shouldBeToldOverHttpHowToBehave() throws IOException {
        String refuse = """
                {"latency": {"uniform": ["1ms", "2ms"], "seed": 3},
                 "rules": [{"first": 1, "refuse": "REMOTE.SERVICE_UNAVAILABLE", "retry_after": "1s"}]}""";

        Reply set = caller.control("PUT", "behaviours/" + INTEGRATION, refuse);
        Reply misspelt = caller.control("PUT", "jobs/job", "{\"rules\":[{\"frist\":1,\"hang\":true}]}");
        Reply limit = caller.control("PUT", "limits/" + INTEGRATION, "{\"concurrency\":7}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(limit.status()).isEqualTo(200);
        Reply first = caller.apply("job", application("a"));
        assertThat(first.code()).isEqualTo("REMOTE.SERVICE_UNAVAILABLE");
        assertThat(first.headers().get("Retry-After")).isEqualTo("1");
        Reply second = caller.apply("job", application("b"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.headers().get("Concurrency-Limit")).isEqualTo("7");
    }

    private static Behaviour slow(Duration latency) {
        return Behaviour.WELL.taking(new Latency.Fixed(latency));
    }

    private static List<Boolean> acts(Behaviour behaviour, int calls) {
        Behaviours behaviours = new Behaviours();
        behaviours.byDefault(behaviour);
        return IntStream.range(0, calls)
                .mapToObj(_ -> behaviours.choose(INTEGRATION, "job").act() != null)
                .toList();
    }

    private Post only() {
        List<Post> posts = standIn.journal().posts();
        assertThat(posts).hasSize(1);
        return posts.getFirst();
    }
}
