package courier.bench.peer;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a peer is told: handed to its process as system properties {@code peer.*}.
 *
 * @param intents the topic to read
 * @param successes the topic to write
 * @param group its consumer group, and its name wherever it needs one
 * @param kombo the base URL of the calls
 * @param slots the most calls that it may have in flight in all
 * @param directory for what it keeps of its own, the same after a restart
 */
public record Orders(
        String bootstrapServers,
        String registryUrl,
        String intents,
        String successes,
        String group,
        URI kombo,
        String apiKey,
        int slots,
        Path directory) {
    private static final String PREFIX = "peer.";

    /** Those of this process. */
    public static Orders ofSystemProperties() {
        return new Orders(
                property("bootstrap-servers"),
                property("registry-url"),
                property("intents"),
                property("successes"),
                property("group"),
                URI.create(property("kombo")),
                property("api-key"),
                Integer.parseInt(property("slots")),
                Path.of(property("directory")));
    }

    /** The options that give them to a JVM. */
    public List<String> asOptions() {
        return List.of(
                option("bootstrap-servers", bootstrapServers),
                option("registry-url", registryUrl),
                option("intents", intents),
                option("successes", successes),
                option("group", group),
                option("kombo", kombo),
                option("api-key", apiKey),
                option("slots", slots),
                option("directory", directory));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Orders[" + group + ", " + intents + " to " + successes + ", slots " + slots + "]";
    }

    private static String option(String name, Object value) {
        return "-D" + PREFIX + name + "=" + value;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(PREFIX + name), () -> PREFIX + name + " is not set");
    }
}
