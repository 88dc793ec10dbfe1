package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One worker on the real parts, and Kombo's limits: by counts alone, whatever the machine's speed. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LimitsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int TOO_MANY = 429;
    private static final int CONFIGURED = 30;
    private static final int ALLOWED = 20;

    private RunningWorker worker;
    private Stream stream;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Broker broker, Registry registry, KomboStandIn standIn) {
        kombo = standIn;
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(Duration.ofMillis(300))));
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        worker = RunningWorker.start(settings);
        stream = new Stream(settings);
    }

    @AfterAll
    void stop() {
        stream.close();
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldFindOutALimitThatIsLowerThanTheConfiguredOne() {
        String integration = "workday:lower";
        kombo.limits().concurrency(integration, 5);

        deliver(integration, 80);

        assertThat(kombo.limits().maxInFlight().get(integration)).isEqualTo(5);
        // the first burst is made before any answer: it alone may be refused, all but five
        assertThat(refused(integration)).hasSizeLessThanOrEqualTo(CONFIGURED - 5);
        assertThat(newest(integration, 70)).as("after it").noneMatch(LimitsIT::isRefused);
    }

    @Test
    void shouldSettleWhenTheLimitDropsInMidRun() {
        String integration = "workday:dropping";
        ask(integration, 160);
        await().atMost(SOON)
                .until(() -> posts(integration).stream().filter(Post::created).count() >= 40);
        int before = posts(integration).size();

        kombo.limits().concurrency(integration, 5);
        awaitDelivered(integration, 160);

        assertThat(refused(integration)).as("on their way when it dropped").hasSizeLessThanOrEqualTo(CONFIGURED);
        assertThat(newest(integration, 160 - before - CONFIGURED)).noneMatch(LimitsIT::isRefused);
    }

    @Test
    void shouldMakeNoCallInAWindowThatItKnowsToBeEmpty() {
        String integration = "workday:counted";
        long window = 8_000;
        kombo.limits().rate(ALLOWED, Duration.ofMillis(window));
        try {
            deliver(integration, 50);
        } finally {
            kombo.limits().unlimitedRate();
        }

        List<Post> posts = posts(integration);
        long began = posts.getFirst().arrivedAt();
        assertThat(refused(integration))
                .as("but for the first burst, before any answer")
                .hasSizeLessThanOrEqualTo(CONFIGURED)
                .allMatch(post -> post.arrivedAt() < began + window);
        // the twentieth uses the window up; what is on its way by then may still come
        long known = posts.get(ALLOWED - 1).arrivedAt();
        long onTheWay = 2_000;
        assertThat(posts)
                .filteredOn(post -> post.arrivedAt() < began + window - 1)
                .as("in the first window")
                .hasSizeLessThanOrEqualTo(CONFIGURED)
                .noneMatch(post -> post.arrivedAt() > known + onTheWay);
    }

    private void deliver(String integration, int intents) {
        ask(integration, intents);
        awaitDelivered(integration, intents);
    }

    private void ask(String integration, int intents) {
        for (int intent = 0; intent < intents; intent++) {
            stream.ask(SampleIntents.of(integration, integration.substring(8) + "-" + intent, "job-" + intent));
        }
    }

    /** All of them, each with one attempt: a refusal for the pace is none. */
    private void awaitDelivered(String integration, int intents) {
        await().atMost(SOON)
                .until(() -> stream.read().successes().stream()
                                .filter(success -> success.getIntegrationId().equals(integration))
                                .count()
                        == intents);
        assertThat(stream.successes())
                .filteredOn(success -> success.getIntegrationId().equals(integration))
                .allMatch(success -> success.getAttempts() == 1);
        assertThat(stream.deadLetters()).noneMatch(letter -> integration.equals(letter.getIntegrationId()));
    }

    private List<Post> posts(String integration) {
        return kombo.journal().posts().stream()
                .filter(post -> post.integration().equals(integration))
                .toList();
    }

    private List<Post> refused(String integration) {
        return posts(integration).stream().filter(LimitsIT::isRefused).toList();
    }

    private List<Post> newest(String integration, int count) {
        List<Post> posts = posts(integration);
        return posts.subList(posts.size() - count, posts.size());
    }

    private static boolean isRefused(Post post) {
        return post.status() != null && post.status() == TOO_MANY;
    }
}
