package courier.observed;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.config.Settings;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Workers as processes, asked over HTTP as an operator would. Used by one thread. */
final class Workers implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(2);

    private static final Path TARGET = Path.of("target");
    private static final Pattern ADDRESS = Pattern.compile("address(?:=|\":\")(http://127\\.0\\.0\\.1:\\d+)");

    private final Settings settings;
    private final Path directory = Fresh.directory("observed");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Worker> started = new ArrayList<>();

    /** A worker and where its pages are, as its log says. */
    record Seen(Worker worker, URI address, Path file) {}

    /** An answer. */
    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return new JsonMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }
    }

    Workers(Settings settings) {
        this.settings = settings;
        if (!(TopicsAdmin.prepare(settings, TopicsAdmin.Missing.CREATE) instanceof Preparation.Checked checked)
                || !checked.sound()) {
            throw new IllegalStateException("the topics could not be made");
        }
    }

    /** Starts a worker; returns as soon as its pages are open. */
    Seen start(String name) {
        return start(name, Map.of());
    }

    /** The same, with more in its settings' file. */
    Seen start(String name, String more) {
        return start(name, more, Map.of());
    }

    /** The same, with variables in its environment. */
    Seen start(String name, Map<String, String> environment) {
        return start(name, "", environment);
    }

    private Seen start(String name, String more, Map<String, String> environment) {
        Path file = SettingsFile.write(settings, directory.resolve(name), directory.resolve(name + "-state"));
        append(file, more);
        Worker worker = Worker.start(
                name,
                Worker.classPath(TARGET),
                directory.resolve(name),
                file,
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                environment);
        started.add(worker);
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> !worker.isAlive() || find(worker) != null);
        URI address = find(worker);
        if (address == null) {
            throw new IllegalStateException("The worker did not start:\n" + worker.lastLines());
        }
        return new Seen(worker, address, file);
    }

    private static void append(Path file, String more) {
        try {
            Files.writeString(file, more, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable URI find(Worker worker) {
        try {
            Matcher address = ADDRESS.matcher(Files.readString(worker.log()));
            return address.find() ? URI.create(address.group(1)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady(Seen... workers) {
        for (Seen worker : workers) {
            await().atMost(SOON).until(() -> get(worker, "/health/ready").status() == 200);
        }
    }

    Answer get(Seen worker, String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(worker.address().resolve(path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer where(Seen worker, String integrationId, String intentId) {
        return get(worker, "/applications/" + encoded(integrationId) + "/" + encoded(intentId));
    }

    Scrape scrape(Seen worker) {
        return Scrape.of(get(worker, "/metrics").body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        started.forEach(Worker::close);
        client.close();
    }
}
