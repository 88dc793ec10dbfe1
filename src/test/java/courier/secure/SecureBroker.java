package courier.secure;

import static org.awaitility.Awaitility.await;

import courier.sandbox.part.Broker;
import courier.testing.Fresh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A real broker that allows nothing that no ACL names, with a listener for SASL_SSL (SCRAM-SHA-512), and one more of
 * the kind whose certificate has expired. The plain listener of the harness is the super user's. Used by one thread.
 */
final class SecureBroker implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ITERATIONS = 4_096;
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final Path directory = Fresh.directory("secure");
    private final Authority authority = new Authority(directory);
    private final String secure = "127.0.0.1:" + freePort();
    private final String expired = "127.0.0.1:" + freePort();
    private final Broker broker;
    private final Admin admin;

    private SecureBroker() {
        Map<String, String> extra = new HashMap<>();
        extra.put("listeners", "SECURE://" + secure + ",EXPIRED://" + expired);
        extra.put("advertised.listeners", "SECURE://" + secure + ",EXPIRED://" + expired);
        extra.put("listener.security.protocol.map", "SECURE:SASL_SSL,EXPIRED:SASL_SSL");
        listener(extra, "secure", authority.server());
        listener(extra, "expired", authority.expiredServer());
        extra.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        extra.put("super.users", "User:ANONYMOUS;User:admin");
        broker = Broker.start(directory.resolve("broker"), extra);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        user("admin", "admin-pass");
    }

    static SecureBroker start() {
        return new SecureBroker();
    }

    private static void listener(Map<String, String> extra, String name, Path keyAndChain) {
        String prefix = "listener.name." + name + ".";
        extra.put(prefix + "ssl.keystore.type", "PEM");
        extra.put(prefix + "ssl.keystore.location", keyAndChain.toString());
        extra.put(prefix + "sasl.enabled.mechanisms", MECHANISM);
        extra.put(prefix + "scram-sha-512.sasl.jaas.config", LOGIN + ";");
    }

    /** Addresses of the listener that demands credentials. */
    String bootstrapServers() {
        return secure;
    }

    /** The same behind a certificate that has expired. */
    String expiredBootstrapServers() {
        return expired;
    }

    /** Everything is allowed there. */
    String plainBootstrapServers() {
        return broker.bootstrapServers();
    }

    Authority authority() {
        return authority;
    }

    Path directory() {
        return directory;
    }

    /** The super user's. */
    Admin admin() {
        return admin;
    }

    /** Makes a user known by this password, once it is known. */
    void user(String name, String password) {
        get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                .all());
    }

    /** What a client of this user sets below {@code kafka.properties}; the password stands in a file. */
    Map<String, String> properties(String user, String password) {
        Path file = directory.resolve(user + ".jaas");
        write(file, LOGIN + " username=\"" + user + "\" password=\"" + password + "\";\n");
        return Map.of(
                "kafka.properties.security.protocol",
                "SASL_SSL",
                "kafka.properties.sasl.mechanism",
                MECHANISM,
                "kafka.properties.sasl.jaas.config-file",
                file.toString(),
                "kafka.properties.ssl.truststore.type",
                "PEM",
                "kafka.properties.ssl.truststore.location",
                authority.trust().toString());
    }

    /** The file that {@code kafka-acls.sh --command-config} takes. */
    Path commandConfig() {
        Path file = directory.resolve("admin.properties");
        write(file, """
                security.protocol=SASL_SSL
                sasl.mechanism=%s
                sasl.jaas.config=%s username="admin" password="admin-pass";
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(MECHANISM, LOGIN, authority.trust()));
        return file;
    }

    /** Takes rights away, and returns when they are gone. */
    void revoke(Collection<AclBinding> bindings) {
        get(admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList())
                .all());
        bindings.forEach(binding -> await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        get(admin.describeAcls(binding.toFilter()).values()).isEmpty()));
    }

    /** Gives rights, and returns when they are there. */
    void allow(Collection<AclBinding> bindings) {
        get(admin.createAcls(bindings).all());
        bindings.forEach(binding -> await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        !get(admin.describeAcls(binding.toFilter()).values()).isEmpty()));
    }

    /** From now on the broker writes down each right that was made use of. */
    void auditRights() {
        ConfigResource loggers = new ConfigResource(ConfigResource.Type.BROKER_LOGGER, Integer.toString(broker.id()));
        get(admin.incrementalAlterConfigs(Map.of(
                        loggers,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("kafka.authorizer.logger", "DEBUG"), AlterConfigOp.OpType.SET))))
                .all());
    }

    /** What the broker has printed. */
    Stream<String> log() {
        try {
            return Files.readAllLines(directory.resolve("broker").resolve("broker.log")).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
