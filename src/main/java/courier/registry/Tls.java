package courier.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** TLS to the registry from the {@code schema.registry.ssl.*} keys. */
final class Tls {
    private static final String PEM = "PEM";

    private Tls() {}

    /** Null where nothing is configured: the JDK's own trust then applies. */
    static @Nullable SSLContext context(ClientProperties properties) {
        KeyStore trust = store(properties, "ssl.truststore");
        KeyStore keys = store(properties, "ssl.keystore");
        String check =
                Objects.requireNonNullElse(properties.prefixed("ssl.endpoint.identification.algorithm"), "https");
        boolean checkHost = check.toLowerCase(Locale.ROOT).equals("https");
        if (!checkHost && !check.isBlank()) {
            throw new ConfigException(
                    "schema.registry.ssl.endpoint.identification.algorithm must be https, or empty for no check.");
        }
        if (trust == null && keys == null && checkHost) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys == null ? null : keyManagers(keys, properties), trustManagers(trust, checkHost), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable("schema.registry.ssl.key.password", e);
        }
    }

    /** A file, or with type PEM a text as well, under the names that Kafka's clients use. */
    private static @Nullable KeyStore store(ClientProperties properties, String prefix) {
        String type = properties.prefixed(prefix + ".type");
        if (PEM.equalsIgnoreCase(type)) {
            return pem(properties, prefix);
        }
        String location = properties.prefixed(prefix + ".location");
        if (location == null || location.isBlank()) {
            return null;
        }
        String password = properties.prefixed(prefix + ".password");
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            KeyStore store = KeyStore.getInstance(type == null ? "JKS" : type);
            store.load(in, password == null ? null : password.toCharArray());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable("schema.registry." + prefix + ".location, .password or .type (JKS, PKCS12 or PEM)", e);
        }
    }

    /** By Kafka's own reader, so that the same files do for brokers and registry. */
    private static @Nullable KeyStore pem(ClientProperties properties, String prefix) {
        Map<String, Object> configs = new HashMap<>(
                Map.of("ssl.protocol", "TLS", "ssl.cipher.suites", List.of(), "ssl.enabled.protocols", List.of()));
        for (String text : List.of(
                "ssl.keystore.type", "ssl.keystore.location", "ssl.truststore.type", "ssl.truststore.location")) {
            if (text.startsWith(prefix)) {
                putIfSet(configs, text, properties.prefixed(text));
            }
        }
        for (String secret : List.of(
                "ssl.keystore.key",
                "ssl.keystore.certificate.chain",
                "ssl.truststore.certificates",
                "ssl.key.password")) {
            boolean wanted =
                    secret.startsWith(prefix) || (secret.equals("ssl.key.password") && prefix.equals("ssl.keystore"));
            String value = wanted ? properties.prefixed(secret) : null;
            putIfSet(configs, secret, value == null ? null : new Password(value));
        }
        try (DefaultSslEngineFactory reader = new DefaultSslEngineFactory()) {
            reader.configure(configs);
            return prefix.equals("ssl.keystore") ? reader.keystore() : reader.truststore();
        } catch (KafkaException e) {
            throw unusable("schema.registry." + prefix + ".* (type PEM)", e);
        }
    }

    private static void putIfSet(Map<String, Object> configs, String key, @Nullable Object value) {
        if (value != null) {
            configs.put(key, value);
        }
    }

    private static KeyManager[] keyManagers(KeyStore keys, ClientProperties properties)
            throws GeneralSecurityException {
        String own = properties.prefixed("ssl.key.password");
        String password = own == null ? properties.prefixed("ssl.keystore.password") : own;
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password == null ? null : password.toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore trust, boolean checkHost)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        TrustManager[] managers = factory.getTrustManagers();
        for (int i = 0; i < managers.length; i++) {
            if (!checkHost && managers[i] instanceof X509ExtendedTrustManager strict) {
                managers[i] = new AnyHost(strict);
            }
        }
        return managers;
    }

    private static ConfigException unusable(String keys, Exception cause) {
        ConfigException exception = new ConfigException("TLS to the schema registry: check " + keys + " ("
                + cause.getClass().getSimpleName() + ").");
        exception.initCause(cause);
        return exception;
    }

    /**
     * Checks the chain but not the host's name. The JDK's HTTP client asks for the name on every connection and can be
     * told otherwise only for the whole JVM; a trust manager that leaves the connection out of the question is the way
     * to do it for one client.
     */
    private static final class AnyHost extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager strict;

        AnyHost(X509ExtendedTrustManager strict) {
            this.strict = strict;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            strict.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            strict.checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            strict.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            strict.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            strict.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            strict.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return strict.getAcceptedIssuers();
        }
    }
}
