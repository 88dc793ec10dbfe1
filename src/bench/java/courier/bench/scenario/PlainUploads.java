package courier.bench.scenario;

import courier.bench.ground.Kombo;
import courier.bench.upload.Upload;
import courier.sandbox.part.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The plain upload client as a process of its own. */
final class PlainUploads {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private PlainUploads() {}

    /**
     * Runs the client, and waits for its end.
     *
     * @param name which its jobs begin with; those sent to warm up with {@link Upload#WARM} before it
     * @throws IllegalStateException if a call fails
     */
    static void run(Path folder, String name, Kombo kombo, String heap, List<URI> sources, Work work) {
        List<String> options =
                List.of("-Xmx" + heap, "--enable-native-access=ALL-UNNAMED", "-cp", ChildProcess.ownClassPath());
        List<String> arguments = List.of(
                Upload.class.getName(),
                "--kombo",
                kombo.baseUrl().toString(),
                "--api-key",
                Kombo.API_KEY,
                "--sources",
                written(folder.resolve(name + ".sources"), sources).toString(),
                "--in-flight",
                Integer.toString(work.inFlight()),
                "--integrations",
                Integer.toString(work.integrations()),
                "--name",
                name,
                "--warm",
                Integer.toString(work.warm()),
                "--count",
                Integer.toString(work.count()));
        try (ChildProcess client = ChildProcess.start(name, folder, ChildProcess.java(options, arguments))) {
            if (client.awaitEnd(LIMIT) != 0) {
                throw new IllegalStateException("The plain client has failed. Its log ends:\n" + client.lastLines());
            }
        }
    }

    /** How many applications, after how many to warm up, with how many calls at a time. */
    record Work(int inFlight, int integrations, int warm, int count) {}

    private static Path written(Path file, List<URI> sources) {
        try {
            return Files.write(file, sources.stream().map(URI::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
