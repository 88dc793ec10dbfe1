package courier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a client's certificate and whose own is for another host's name. */
class TlsTest {

    private static final String PASSWORD = "keystore-pass";

    @TempDir
    private static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        makeKey("server", "CN=registry.example");
        makeKey("client", "CN=courier");
        KeyStore keys = load("server");
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load("client"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);

        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "{\"schema\":\"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void shouldShowItsOwnCertificateAndTrustOnlyWhatItIsTold() {
        Map<String, Object> properties = properties();
        properties.put("schema.registry.ssl.endpoint.identification.algorithm", "");

        try (RegistryClient client = client(properties)) {
            assertThat(client.schema(1).getType()).isEqualTo(Schema.Type.STRING);
        }
    }

    @Test
    void shouldRefuseAServerByAnotherName() {
        assertOutage(properties());
    }

    @Test
    void shouldRefuseAServerThatItIsNotToldToTrust() {
        Map<String, Object> properties = properties();
        properties.put("schema.registry.ssl.endpoint.identification.algorithm", "");
        properties.keySet().removeIf(key -> key.contains("truststore"));
        assertOutage(properties);

        properties.put("schema.registry.ssl.truststore.location", file("client").toString());
        properties.put("schema.registry.ssl.truststore.password", PASSWORD);
        assertOutage(properties);
    }

    @Test
    void shouldBeRefusedWithoutACertificateOfItsOwn() {
        Map<String, Object> properties = properties();
        properties.put("schema.registry.ssl.endpoint.identification.algorithm", "");
        properties.keySet().removeIf(key -> key.contains("keystore"));
        assertOutage(properties);
    }

    @Test
    void shouldTakeKeyAndTrustAsPemTextLikeKafkasClients() throws Exception {
        KeyStore client = load("client");
        Map<String, Object> properties = properties();
        properties
                .keySet()
                .removeIf(
                        key -> key.contains("keystore") || key.contains("truststore") || key.contains("key.password"));
        properties.put("schema.registry.ssl.endpoint.identification.algorithm", "");
        properties.put("schema.registry.ssl.truststore.type", "PEM");
        properties.put("schema.registry.ssl.truststore.certificates", certificate("server"));
        properties.put("schema.registry.ssl.keystore.type", "PEM");
        properties.put("schema.registry.ssl.keystore.certificate.chain", certificate("client"));
        properties.put(
                "schema.registry.ssl.keystore.key",
                pem(
                        "PRIVATE KEY",
                        client.getKey("client", PASSWORD.toCharArray()).getEncoded()));

        try (RegistryClient registry = client(properties)) {
            assertThat(registry.schema(1).getType()).isEqualTo(Schema.Type.STRING);
        }
    }

    @Test
    void shouldNameTheKeysForPemThatIsNoneAndNotPrintIt() {
        Map<String, Object> properties = properties();
        properties.put("schema.registry.ssl.keystore.type", "PEM");
        properties.keySet().removeIf(key -> key.endsWith("keystore.location") || key.endsWith("keystore.password"));
        properties.put("schema.registry.ssl.keystore.key", "half-a-secret");
        properties.put("schema.registry.ssl.keystore.certificate.chain", "no certificate");

        assertThatThrownBy(() -> client(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.ssl.keystore")
                .hasMessageNotContaining("half-a-secret");
    }

    @Test
    void shouldNameTheKeysForAWrongPasswordAndNotPrintIt() {
        Map<String, Object> properties = properties();
        properties.put("schema.registry.ssl.truststore.password", "wrong-pass");

        assertThatThrownBy(() -> client(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.ssl.truststore")
                .hasMessageNotContaining("wrong-pass");
    }

    private static void assertOutage(Map<String, Object> properties) {
        try (RegistryClient client = client(properties)) {
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private static RegistryClient client(Map<String, Object> properties) {
        return new RegistryClient(RegistryConfig.of(properties, false));
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(FakeRegistry.properties(
                "https://127.0.0.1:" + server.getAddress().getPort()));
        properties.put("max.retries", 0);
        properties.put("schema.registry.ssl.truststore.location", file("server").toString());
        properties.put("schema.registry.ssl.truststore.password", new Password(PASSWORD));
        properties.put("schema.registry.ssl.truststore.type", "PKCS12");
        properties.put("schema.registry.ssl.keystore.location", file("client").toString());
        properties.put("schema.registry.ssl.keystore.password", PASSWORD);
        properties.put("schema.registry.ssl.keystore.type", "PKCS12");
        properties.put("schema.registry.ssl.key.password", PASSWORD);
        return properties;
    }

    private static Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private static KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String certificate(String name) throws Exception {
        return pem("CERTIFICATE", load(name).getCertificate(name).getEncoded());
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder().encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static void makeKey(String name, String subject) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file(name).toString(),
                "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).isTrue();
    }
}
