package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.AccessRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A wrong password, an expired certificate, an unknown authority, a right that is missing: each ends a worker's start
 * in one line and one exit code.
 */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DenialsIT {

    private static final Duration STARTS = Duration.ofMinutes(2);
    private static final String USER = "worker";
    private static final String PASSWORD = "worker-pass";

    private SecureBroker secure;
    private Registry registry;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Registry shared, KomboStandIn standIn) {
        registry = shared;
        kombo = standIn;
        secure = SecureBroker.start();
        secure.user(USER, PASSWORD);
    }

    @AfterAll
    void stop() {
        secure.close();
    }

    @Test
    void shouldNameCredentialsThatKafkaRefuses() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, "another-pass"));

        DeniedStart.assertEnds(values, ExitCode.ACCESS_DENIED, "Kafka refuses the credentials", "sasl");
    }

    @Test
    void shouldNameABrokersCertificateThatHasExpired() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, PASSWORD));
        values.put("kafka.bootstrap-servers", secure.expiredBootstrapServers());

        DeniedStart.assertEnds(values, ExitCode.ACCESS_DENIED, "TLS to Kafka fails", "certificate has expired");
    }

    @Test
    void shouldNameABrokersCertificateThatNobodyVouchesFor() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, PASSWORD));
        Authority another = new Authority(Fresh.directory("authority"));
        values.put("kafka.properties.ssl.truststore.location", another.trust().toString());

        DeniedStart.assertEnds(
                values, ExitCode.ACCESS_DENIED, "TLS to Kafka fails", "authority that is not trusted here");
    }

    @Test
    void shouldNameATrustStoreThatCannotBeRead() throws IOException {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, PASSWORD));
        Path broken = Files.writeString(Fresh.directory("authority").resolve("trust.pem"), "no certificate");
        values.put("kafka.properties.ssl.truststore.location", broken.toString());

        DeniedStart.assertEnds(
                values, ExitCode.INVALID_CONFIGURATION, "The Kafka client cannot be made (kafka.properties)");
    }

    @Test
    void shouldNameAllRightsThatAreMissingAtOnce() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, PASSWORD));
        Settings settings = TestSettings.of(values);
        List<Right> rights = Right.of(AccessRole.WORKER, settings);
        secure.allow(rights.stream()
                .filter(right -> right.operation() != AclOperation.CREATE)
                .filter(right -> !right.grant().name().equals(settings.topics().successes()))
                .filter(right -> !right.grant().name().equals(settings.kafka().applicationId()))
                .map(right -> right.binding(USER))
                .toList());

        DeniedStart.assertEnds(
                values,
                ExitCode.ACCESS_DENIED,
                "Kafka does not allow this user",
                "Write on topic " + settings.topics().successes(),
                "Create on topic " + settings.topics().outcomes(),
                "Read on group " + settings.kafka().applicationId(),
                "'courier acls --role worker' prints what is needed");
    }

    @Test
    void shouldEndWhenARightIsTakenAwayFromARunningWorker() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, PASSWORD));
        Settings settings = TestSettings.of(values);
        List<Right> rights = Right.of(AccessRole.WORKER, settings);
        secure.allow(rights.stream().map(right -> right.binding(USER)).toList());
        Map<String, String> superUser = values();
        for (String own : List.of(
                "kafka.application-id",
                "topics.intents",
                "topics.successes",
                "topics.warnings",
                "topics.dead-letters",
                "topics.operations")) {
            superUser.put(own, values.get(own));
        }
        superUser.put("kafka.bootstrap-servers", secure.plainBootstrapServers());
        try (Worker worker = DeniedStart.start("running", values)) {
            await().atMost(STARTS).until(() -> worker.lastLines().contains("RUNNING"));
            try (Stream stream = new Stream(TestSettings.of(superUser))) {
                stream.ask(SampleIntents.of("workday:a", "before", "job-1"));
                stream.awaitSuccess("before");
                secure.revoke(rights.stream()
                        .filter(right ->
                                right.grant().name().equals(settings.topics().successes()))
                        .map(right -> right.binding(USER))
                        .toList());

                stream.ask(SampleIntents.of("workday:a", "after", "job-1"));

                assertThat(worker.awaitEnd(STARTS)).isEqualTo(ExitCode.ACCESS_DENIED.number());
                assertThat(DeniedStart.log(worker))
                        .contains("Kafka denies access to topic "
                                + settings.topics().successes());
            }
        }
    }

    @Test
    void shouldTellACommandsUserTheSame() {
        Map<String, String> values = values();
        values.putAll(secure.properties(USER, "another-pass"));

        for (String[] command : new String[][] {
            {"topics"}, {"dead-letters"}, {"holds"}, {"publish", "config/sandbox/05-job-closed.json"}
        }) {
            Commands.Result result = Commands.run(values, "", command);

            assertThat(result.code()).as("%s: %s", command[0], result).isEqualTo(ExitCode.ACCESS_DENIED.number());
            assertThat(result.err() + result.out())
                    .contains("Kafka refuses the credentials")
                    .doesNotContain("\tat ");
        }
    }

    /** For a new application on the broker that demands credentials. */
    private Map<String, String> values() {
        return new HashMap<>(TestSettings.values(
                secure.bootstrapServers(), registry.url(), kombo.baseUrl().toString()));
    }
}
