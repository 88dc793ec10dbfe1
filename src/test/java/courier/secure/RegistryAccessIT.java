package courier.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.RunningWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A registry that demands TLS and credentials, and a Kombo whose certificate is not trusted. */
@WithParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RegistryAccessIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("reader:registry-pass".getBytes(StandardCharsets.UTF_8));

    private final Authority authority = new Authority(Fresh.directory("authority"));
    private Broker plain;
    private Registry registry;
    private KomboStandIn kombo;

    @BeforeAll
    void start(Broker broker, Registry shared, KomboStandIn standIn) {
        plain = broker;
        registry = shared;
        kombo = standIn;
    }

    @Test
    void shouldReadAndWriteThroughARegistryThatDemandsTlsAndAPassword() throws IOException {
        for (String authorization : List.of(BASIC, "Bearer registry-token")) {
            try (SecureRegistry demanding = new SecureRegistry(registry, authority.serverContext(), authorization)) {
                Map<String, String> values = ofRegistry(demanding, authority);
                if (!authorization.equals(BASIC)) {
                    values.keySet().removeIf(key -> key.contains("basic.auth"));
                    values.put("registry.properties.bearer.auth.credentials.source", "STATIC_TOKEN");
                    values.put("registry.properties.bearer.auth.token-file", secret("registry-token"));
                }
                Settings settings = TestSettings.of(values);
                try (RunningWorker worker = RunningWorker.start(settings);
                        Stream stream = new Stream(settings)) {
                    stream.ask(SampleIntents.of("workday:a", "registered", "job-1"));
                    stream.awaitSuccess("registered");
                    assertThat(worker.stop()).isEqualTo(ExitCode.OK);
                }
            }
        }
    }

    @Test
    void shouldNameWhatKeepsItFromTheRegistry() throws IOException {
        try (SecureRegistry demanding = new SecureRegistry(registry, authority.serverContext(), BASIC);
                SecureRegistry expired = new SecureRegistry(registry, authority.expiredServerContext(), BASIC)) {
            Map<String, String> wrong = ofRegistry(demanding, authority);
            wrong.put("registry.properties.basic.auth.user.info-file", secret("reader:another-pass"));
            DeniedStart.assertEnds(
                    wrong, ExitCode.REGISTRY_UNAVAILABLE, "answers 401: check basic.auth.*", demanding.url());

            DeniedStart.assertEnds(
                    ofRegistry(expired, authority),
                    ExitCode.REGISTRY_UNAVAILABLE,
                    "fails in TLS: the other side's certificate has expired",
                    expired.url());

            DeniedStart.assertEnds(
                    ofRegistry(demanding, new Authority(Fresh.directory("authority"))),
                    ExitCode.REGISTRY_UNAVAILABLE,
                    "authority that is not trusted here");
        }
    }

    /** An outage of Kombo's is a hold, and so is a certificate that is not trusted: the intents wait. */
    @Test
    void shouldHoldAndSayWhyWhereKombosCertificateIsNotTrusted() throws IOException {
        HeldCertificate selfSigned = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(selfSigned)
                    .build()
                    .sslSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            Map<String, String> values = TestSettings.values(
                    plain.bootstrapServers(), registry.url(), "https://127.0.0.1:" + server.getPort());
            values.put("hold.failures-in-row", "2");
            Settings settings = TestSettings.of(values);
            assertThat(Commands.run(values, "", "topics", "--create").code()).isZero();
            try (Worker worker = DeniedStart.start("held", values);
                    Stream stream = new Stream(settings)) {
                stream.ask(SampleIntents.of("workday:a", "waits", "job-1"));

                await().atMost(SOON)
                        .until(() -> Commands.run(values, "", "holds").out().contains("TLS_FAILED"));
                assertThat(stream.read().ends()).isZero();
                assertThat(server.getRequestCount()).isZero();
                assertThat(worker.stop()).isEqualTo(ExitCode.OK.number());
                assertThat(DeniedStart.log(worker).lines().filter(line -> line.contains("TLS to Kombo")))
                        .as("once, however many calls fail")
                        .singleElement()
                        .satisfies(line -> assertThat(line).contains("WARN", "authority that is not trusted here"));
            }
        }
    }

    private Map<String, String> ofRegistry(SecureRegistry demanding, Authority trusted) throws IOException {
        Map<String, String> values = new HashMap<>(TestSettings.values(
                plain.bootstrapServers(), demanding.url(), kombo.baseUrl().toString()));
        values.put("registry.properties.schema.registry.ssl.truststore.type", "PEM");
        values.put(
                "registry.properties.schema.registry.ssl.truststore.location",
                trusted.trust().toString());
        values.put("registry.properties.basic.auth.credentials.source", "USER_INFO");
        values.put("registry.properties.basic.auth.user.info-file", secret("reader:registry-pass"));
        return values;
    }

    private static String secret(String text) throws IOException {
        return Files.writeString(Fresh.directory("secret").resolve("secret"), text + "\n")
                .toString();
    }
}
