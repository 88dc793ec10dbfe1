package courier.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the serde was configured to do. Unknown keys are ignored, so that a configuration can be shared with other
 * serdes.
 *
 * <p>Two defaults differ from Confluent's: time limits are in seconds rather than a minute, because a stream thread
 * waits for the answer; and {@code avro.remove.java.properties} is true, so that what is registered is the committed
 * contract, not the generated class's view of it.
 */
record RegistryConfig(
        List<Endpoint> endpoints,
        @Nullable SSLContext tls,
        Patience patience,
        SchemaChoice choice,
        boolean normalize,
        boolean removeJavaProperties,
        SubjectNames subjects,
        boolean isKey) {

    /** Which schema a record is written with. */
    enum SchemaChoice {
        REGISTER,
        LATEST_IF_COMPATIBLE,
        LATEST,
        REGISTERED
    }

    /**
     * How long the registry is waited for.
     *
     * @param connect limit for connecting, TLS included
     * @param request limit of one request from its start to the last byte of the answer
     * @param retries further rounds over all addresses after the first
     * @param firstWait ceiling of the wait before the second round; doubles for each further one
     * @param longestWait ceiling of any wait; also how long, after the last round, further calls fail at once
     */
    record Patience(Duration connect, Duration request, int retries, Duration firstWait, Duration longestWait) {}

    static RegistryConfig of(Map<String, ?> properties, boolean isKey) {
        ClientProperties client = new ClientProperties(properties);
        String strategy = isKey ? "key.subject.name.strategy" : "value.subject.name.strategy";
        String strategyClass = client.text(strategy);
        return new RegistryConfig(
                Endpoint.all(client),
                Tls.context(client),
                patience(client),
                choice(client),
                client.flag("normalize.schemas", false),
                client.flag("avro.remove.java.properties", true),
                strategyClass == null ? SubjectNames.TOPIC : SubjectNames.of(strategy, strategyClass),
                isKey);
    }

    private static Patience patience(ClientProperties client) {
        return new Patience(
                client.millis("http.connect.timeout.ms", Duration.ofSeconds(5)),
                client.millis("http.read.timeout.ms", Duration.ofSeconds(10)),
                client.number("max.retries", 2, 0),
                client.millis("retries.wait.ms", Duration.ofMillis(250)),
                client.millis("retries.max.wait.ms", Duration.ofSeconds(2)));
    }

    /** Registering goes before the latest version where both are set, as with Confluent's serdes. */
    private static SchemaChoice choice(ClientProperties client) {
        if (client.flag("auto.register.schemas", true)) {
            return SchemaChoice.REGISTER;
        }
        if (!client.flag("use.latest.version", false)) {
            return SchemaChoice.REGISTERED;
        }
        return client.flag("latest.compatibility.strict", true)
                ? SchemaChoice.LATEST_IF_COMPATIBLE
                : SchemaChoice.LATEST;
    }
}
