package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.AccessRole;
import courier.topology.ClientSettings;
import courier.topology.Preparation;
import courier.topology.RunningWorker;
import courier.topology.TopicPlan;
import courier.topology.TopicsAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** Each right of a worker taken away by itself: the start names it, before anything else begins. */
@WithParts
class MissingRightsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String USER = "worker";
    private static final String PASSWORD = "worker-pass";

    @Test
    void shouldNameEachRightThatIsMissingBeforeAnythingIsStarted(Registry registry, KomboStandIn kombo) {
        try (SecureBroker broker = SecureBroker.start()) {
            broker.user(USER, PASSWORD);
            assertEachNamed(broker, values(broker, registry, kombo), values(broker, registry, kombo));
        }
    }

    private static void assertEachNamed(SecureBroker broker, Map<String, String> there, Map<String, String> absent) {
        Settings ofNew = secured(broker, absent);
        Settings ofOld = secured(broker, there);
        List<Right> rights = Right.of(AccessRole.WORKER, ofOld);
        List<Right> ofNewRights = Right.of(AccessRole.WORKER, ofNew);
        broker.allow(bindings(rights));
        broker.allow(bindings(ofNewRights));
        RunningWorker worker = RunningWorker.start(ofOld);
        try (Stream stream = new Stream(TestSettings.of(there))) {
            stream.ask(SampleIntents.of("workday:a", "so-that-all-topics-are-there", "job-1"));
            await().atMost(SOON).until(() -> stream.read().ends() == 1);
        }
        assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        assertThat(prepare(ofOld)).isInstanceOf(Preparation.Checked.class);

        for (Right right : rights) {
            if (right.operation() != AclOperation.CREATE) {
                assertNamed(broker, right, ofOld);
            }
        }
        for (Right right : ofNewRights) {
            if (right.operation() == AclOperation.CREATE) {
                assertNamed(broker, right, ofNew);
            }
        }
    }

    private static void assertNamed(SecureBroker broker, Right right, Settings settings) {
        List<AclBinding> one = List.of(right.binding(USER));
        broker.revoke(one);

        Preparation preparation = prepare(settings);

        assertThat(preparation)
                .as(right.text())
                .isInstanceOfSatisfying(
                        Preparation.Denied.class,
                        denied -> assertThat(denied.reason()).contains(right.text()));
        broker.allow(one);
    }

    private static Preparation prepare(Settings settings) {
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            return TopicsAdmin.prepare(admin, TopicPlan.load(), settings);
        }
    }

    private static List<AclBinding> bindings(List<Right> rights) {
        return rights.stream().map(right -> right.binding(USER)).toList();
    }

    /** For a new application; as the super user, without credentials. */
    private static Map<String, String> values(SecureBroker broker, Registry registry, KomboStandIn kombo) {
        return TestSettings.values(
                broker.plainBootstrapServers(), registry.url(), kombo.baseUrl().toString());
    }

    private static Settings secured(SecureBroker broker, Map<String, String> values) {
        Map<String, String> secured = new HashMap<>(values);
        secured.put("kafka.bootstrap-servers", broker.bootstrapServers());
        secured.putAll(broker.properties(USER, PASSWORD));
        return TestSettings.of(secured);
    }
}
