package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings;
import courier.sandbox.account.Account;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One integration is sick, the others must not feel it. Only calls are counted here; {@code mvn -Pbench} with
 * {@code -Dbench.only=isolation} measures times.
 */
@WithParts
class IsolationIT {

    private static final int SLOTS = 4;
    private static final int EACH = 20;
    private static final int INTEGRATIONS = 8;
    private static final int OF_OTHERS = EACH * (INTEGRATIONS - 1);
    private static final String SICK = "workday:integration0";
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    /** Longer than a test takes: no call to the sick one that hangs is over before the others are through. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));

    @BeforeEach
    void behave() {
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(Duration.ofMillis(100))));
    }

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldDeliverAllOthersWhileOneIntegrationHangs(Broker broker, Registry registry) {
        kombo.behaviours().ofIntegration(SICK, Behaviour.always(new Act.Hang()));
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            deployment.worker("one");
            deployment.publish(EACH * INTEGRATIONS);

            Account account = deployment.awaitEnds(OF_OTHERS);

            assertOthersAreDelivered(account);
            assertThat(callsOf(SICK)).as("calls to the sick one").hasSizeBetween(1, SLOTS);
            assertThat(callsOf(SICK)).extracting(Post::job).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldDeliverAllOthersWhileOneIntegrationIsBrokenAndItsOwnOnceItIsMended(Broker broker, Registry registry) {
        kombo.behaviours().ofIntegration(SICK, Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
        try (Deployment deployment = new Deployment(settings(broker, registry), kombo)) {
            deployment.worker("one");
            deployment.publish(EACH * INTEGRATIONS);

            Account account = deployment.awaitEnds(OF_OTHERS);

            assertOthersAreDelivered(account);
            // a refusal frees its slot at once, and the hold begins when its record has been read: on a slow machine
            // each
            // of the queued may have had its call by then; after it they come one at a time
            assertThat(callsOf(SICK)).as("calls to the sick one").hasSizeBetween(1, EACH + probes());

            kombo.behaviours().ofIntegration(SICK, Behaviour.WELL);
            Account mended = deployment.awaitEnds(EACH * INTEGRATIONS);
            assertThat(mended.broken()).isEmpty();
            assertThat(mended.successes()).isEqualTo(EACH * INTEGRATIONS);
        }
    }

    private void assertOthersAreDelivered(Account account) {
        assertThat(account.successes()).as("successes of the others").isEqualTo(OF_OTHERS);
        assertThat(account.broken())
                .as("intents of the sick one, still open")
                .hasSize(EACH)
                .allMatch(text -> text.startsWith("An intent without an end: Intent[" + SICK + "/"));
        assertThat(kombo.journal().posts())
                .filteredOn(post -> !post.integration().equals(SICK))
                .as("calls of the others")
                .hasSize(OF_OTHERS);
    }

    /** The most probes that the hold's interval allows between the first call to the sick one and the last. */
    private int probes() {
        List<Post> calls = callsOf(SICK);
        long millis = calls.getLast().arrivedAt() - calls.getFirst().arrivedAt();
        return Math.toIntExact(millis / PROBE_INTERVAL.toMillis()) + 1;
    }

    private List<Post> callsOf(String integration) {
        return kombo.journal().posts().stream()
                .filter(post -> post.integration().equals(integration))
                .toList();
    }

    private Settings settings(Broker broker, Registry registry) {
        Map<String, String> values = TestSettings.values(broker, registry, kombo);
        values.put("limits.slots-per-integration", Integer.toString(SLOTS));
        values.put("kombo.request-timeout", PATIENCE.toSeconds() + "s");
        values.put("hold.probe-interval", PROBE_INTERVAL.toMillis() + "ms");
        return TestSettings.of(values);
    }
}
