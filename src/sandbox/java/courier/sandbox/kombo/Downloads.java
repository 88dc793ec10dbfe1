package courier.sandbox.kombo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code data_url} leads to. A URL that begins with the prefix of a known host is read from that host's folder,
 * as a web server would serve it: the path is the file, the query is of no account. Any other URL is fetched over the
 * network. Safe for use by many threads.
 */
final class Downloads implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Map<String, Path> hosts;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Downloads(Map<String, Path> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    /** What a download came to. */
    sealed interface Fetched {

        /** The file. */
        @SuppressWarnings("ArrayRecordComponent") // read once, by whoever fetched it
        record Content(byte[] bytes) implements Fetched {}

        /** None; why not goes on from "the URL ...", and does not name it. */
        record Nothing(String why) implements Fetched {}
    }

    /**
     * Refuses hosts that could not be served.
     *
     * @throws IllegalArgumentException naming the prefix that does not end with a slash, or the missing folder
     */
    static void check(Map<String, Path> hosts) {
        hosts.forEach((prefix, folder) -> {
            if (!prefix.matches("https?://.+/")) {
                throw new IllegalArgumentException(
                        "hosts: " + prefix + " must begin with http:// or https:// and end with a slash");
            }
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("hosts: " + folder + " of " + prefix + " is not a folder");
            }
        });
    }

    Fetched fetch(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException _) {
            return unusable();
        }
        for (Map.Entry<String, Path> host : hosts.entrySet()) {
            if (url.startsWith(host.getKey())) {
                return read(host.getValue(), URI.create(host.getKey()), uri);
            }
        }
        return overTheNetwork(uri);
    }

    @Override
    public void close() {
        client.close();
    }

    private static Fetched read(Path folder, URI prefix, URI uri) {
        Path file = within(folder, uri.getPath().substring(prefix.getPath().length()));
        if (file == null || !Files.isRegularFile(file)) {
            return answered(NOT_FOUND);
        }
        try {
            return new Fetched.Content(Files.readAllBytes(file));
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    /** The file of that name; null where the name leads out of the folder. */
    private static @Nullable Path within(Path folder, String name) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            return file.startsWith(root) ? file : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private Fetched overTheNetwork(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return response.statusCode() == OK ? new Fetched.Content(response.body()) : answered(response.statusCode());
        } catch (IllegalArgumentException _) {
            return unusable();
        } catch (IOException e) {
            return unreachable(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Fetched.Nothing("was given up");
        }
    }

    private static Fetched answered(int status) {
        return new Fetched.Nothing("answered HTTP " + status);
    }

    private static Fetched unusable() {
        return new Fetched.Nothing("is not a URL that can be fetched");
    }

    private static Fetched unreachable(IOException e) {
        return new Fetched.Nothing("could not be fetched: " + e.getClass().getSimpleName());
    }
}
