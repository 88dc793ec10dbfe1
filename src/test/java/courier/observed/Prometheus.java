package courier.observed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Ports;
import courier.status.Browser;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A Prometheus of this machine that scrapes some workers and evaluates the committed rules. Used by one thread. */
final class Prometheus implements AutoCloseable {

    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final int POINTS = 150;

    private final ChildProcess process;
    private final URI root;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * A time series.
     *
     * @param points values by seconds since the epoch
     */
    record Series(Map<String, String> labels, Map<Double, Double> points) {
        boolean hasValue() {
            return points.values().stream().anyMatch(Double::isFinite);
        }
    }

    private Prometheus(ChildProcess process, URI root) {
        this.process = process;
        this.root = root;
    }

    /** Starts one; skips the test where the machine has none. */
    static Prometheus startOrSkip(Path directory, List<URI> workers, Duration interval) {
        Optional<Path> program = Browser.program("prometheus");
        assumeTrue(program.isPresent(), "SKIPPED: there is no prometheus on the PATH (Debian: prometheus)");
        int port = Ports.free();
        URI root = URI.create("http://127.0.0.1:" + port);
        ChildProcess process = ChildProcess.start(
                "prometheus",
                directory,
                List.of(
                        program.orElseThrow().toString(),
                        "--config.file=" + settings(directory, workers, interval),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port));
        Prometheus prometheus = new Prometheus(process, root);
        process.awaitReady(STARTS, prometheus::ready);
        return prometheus;
    }

    private static Path settings(Path directory, List<URI> workers, Duration interval) {
        String targets = workers.stream()
                .map(worker -> "'" + worker.getAuthority() + "'")
                .collect(Collectors.joining(", "));
        try {
            return Files.writeString(Files.createDirectories(directory).resolve("prometheus.yaml"), """
                global: {scrape_interval: %1$ds, evaluation_interval: %1$ds}
                rule_files: ['%2$s']
                scrape_configs:
                  - job_name: courier
                    static_configs: [{targets: [%3$s]}]
                """.formatted(
                            interval.toSeconds(), Rules.ALERTS.toAbsolutePath(), targets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready() {
        try {
            return client.send(
                                    HttpRequest.newBuilder(root.resolve("/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What an expression came to between two moments. */
    List<Series> range(String expression, Instant from, Instant to) {
        long step = Math.max(1, Duration.between(from, to).toSeconds() / POINTS);
        JsonNode answer = get("/api/v1/query_range?query=" + encoded(expression) + "&start=" + from.getEpochSecond()
                + "&end=" + to.getEpochSecond() + "&step=" + step);
        List<Series> all = new ArrayList<>();
        for (JsonNode result : answer.at("/data/result")) {
            Map<String, String> labels = new TreeMap<>();
            result.get("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            Map<Double, Double> points = new TreeMap<>();
            result.get("values")
                    .forEach(value -> points.put(
                            value.get(0).asDouble(), number(value.get(1).asText())));
            all.add(new Series(labels, points));
        }
        return all;
    }

    /**
     * The alerts by their names: {@code inactive}, {@code pending} or {@code firing}, or why they cannot be evaluated.
     */
    Map<String, String> alerts() {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode group : get("/api/v1/rules?type=alert").at("/data/groups")) {
            for (JsonNode rule : group.get("rules")) {
                boolean sound = rule.get("health").asText().equals("ok");
                states.put(
                        rule.get("name").asText(),
                        sound
                                ? rule.get("state").asText()
                                : rule.path("lastError").asText("not evaluated"));
            }
        }
        return states;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("Prometheus refuses " + path + ": " + answer.body());
            }
            return new JsonMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}
