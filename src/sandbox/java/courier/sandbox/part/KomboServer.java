package courier.sandbox.part;

import courier.sandbox.kombo.Journal;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Kombo stand-in as a process of its own, which shares neither heap nor processor time with whoever watches. Its
 * journal is a file. Used by one thread at a time.
 */
public final class KomboServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final Pattern POSTS = Pattern.compile("\"posts\"\\s*:\\s*(\\d+)");

    private final ChildProcess process;
    private final URI root;
    private final Path journal;

    private KomboServer(ChildProcess process, URI root, Path journal) {
        this.process = process;
        this.root = root;
        this.journal = journal;
    }

    /** Starts a stand-in that knows one key, with its journal and its log in a folder. */
    public static KomboServer start(Path directory, String apiKey) {
        int port = Ports.free();
        Path journal = directory.toAbsolutePath().resolve("journal.jsonl");
        ChildProcess process = ChildProcess.start(
                "kombo",
                directory,
                ChildProcess.java(
                        List.of("-Xmx256m", Life.SHORT.option(), "-cp", ChildProcess.ownClassPath()),
                        List.of(
                                KomboStandIn.class.getName(),
                                "--port",
                                Integer.toString(port),
                                "--api-key",
                                apiKey,
                                "--journal",
                                journal.toString())));
        URI root = URI.create("http://" + Ports.LOOPBACK + ":" + port);
        process.awaitReady(START_LIMIT, () -> Web.status("GET", root.resolve("/control/stats"), null) == 200);
        return new KomboServer(process, root, journal);
    }

    /** The base URL of its API. */
    public URI baseUrl() {
        return root.resolve("/v1");
    }

    /**
     * Tells it how to treat all integrations from now on, in JSON as
     * {@link courier.sandbox.kombo.behaviour.BehaviourReader} reads it.
     *
     * @throws IllegalStateException if it does not take it
     */
    public void behave(String json) {
        int status = Web.status("PUT", root.resolve("/control/behaviours"), json);
        if (status != 200) {
            throw new IllegalStateException("the Kombo stand-in does not take a behaviour: HTTP " + status);
        }
    }

    /** How many calls have come so far. */
    public int count() {
        String stats = Web.text(root.resolve("/control/stats"));
        Matcher posts = POSTS.matcher(stats);
        if (!posts.find()) {
            throw new IllegalStateException("the Kombo stand-in does not count its calls: " + stats);
        }
        return Integer.parseInt(posts.group(1));
    }

    /** All calls so far. */
    public List<Post> posts() {
        return Files.exists(journal) ? Journal.read(journal) : List.of();
    }

    @Override
    public void close() {
        process.close();
    }
}
