package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.ApplicationIntent;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a worker process shows of itself while the {@link Applicant} goes every way through it: what it prints, its
 * pages, its metrics, and a dump of its threads while calls are under way.
 */
final class Exposure {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("address(?:=|\":\")(http://127\\.0\\.0\\.1:\\d+)");

    /** A marked word, by what it is, and the place where it was seen. */
    record Seen(String place, String word) {}

    private final Map<String, String> places = new LinkedHashMap<>();

    private Exposure() {}

    /** Runs a worker of these classes, and looks at it from all sides. */
    static Exposure of(Broker broker, Registry registry, KomboStandIn unused, String classPath, String format) {
        Exposure exposure = new Exposure();
        try (QuotingKombo kombo = new QuotingKombo(Applicant.EMAIL)) {
            Settings settings = TestSettings.fresh(
                    broker,
                    registry,
                    unused,
                    Map.of(
                            "kombo.base-url", kombo.baseUrl().toString(),
                            "kombo.api-key", Applicant.KEY,
                            "kombo.request-timeout", "60s",
                            "retry.max-attempts", "2",
                            "hold.limit", "5s",
                            "hold.failures-in-row", "1000"));
            assertThat(TopicsAdmin.prepare(settings, Missing.CREATE))
                    .isInstanceOfSatisfying(
                            Preparation.Checked.class,
                            checked -> assertThat(checked.sound()).isTrue());
            Path directory = Fresh.directory("privacy");
            Path file = SettingsFile.write(settings, directory, directory.resolve("state"));
            try (Worker worker = Worker.start(
                            "worker",
                            classPath,
                            directory,
                            file,
                            List.of("-Xmx256m"),
                            Map.of("COURIER_LOG_FORMAT", format));
                    Stream stream = new Stream(settings)) {
                exposure.watch(worker, stream, kombo);
            }
        }
        return exposure;
    }

    private void watch(Worker worker, Stream stream, QuotingKombo kombo) {
        int published = Applicant.apply(stream);
        await().atMost(SOON).until(kombo::holdsACall);
        places.put("threads", threads(worker));
        kombo.letGo();
        await().atMost(SOON).until(() -> stream.read().ends() == published);
        assertThat(stream.deadLetters().toString())
                .as("what is asked stands in the dead letters")
                .contains(Applicant.EMAIL);
        URI address = address(worker);
        for (String page : List.of("/", "/metrics", "/status", "/health/ready", "/health/live", "/health/started")) {
            places.put(page, get(address, page));
        }
        assertThat(places.get("/metrics")).contains("courier_attempts_total");
        assertThat(places.get("/status")).contains("\"worker\"");
        for (ApplicationIntent intent : Applicant.intents()) {
            String page = "/applications/" + encoded(intent.getIntegrationId()) + "/" + encoded(intent.getIntentId());
            String answer = get(address, page);
            assertThat(answer).as(page).contains("settled");
            places.put(page, answer);
        }
        assertThat(worker.stop()).isZero();
        places.put("log", read(worker.log()));
    }

    /** All that it printed. */
    String log() {
        return places.getOrDefault("log", "");
    }

    /** What was seen of the marked words. */
    List<Seen> seen() {
        return places.entrySet().stream()
                .flatMap(place -> new TreeSet<>(Applicant.WORDS.keySet())
                        .stream()
                                .filter(word -> !new Marks(List.of(Applicant.WORDS.get(word)))
                                        .in(place.getValue())
                                        .isEmpty())
                                .map(word -> new Seen(place.getKey(), word)))
                .toList();
    }

    /** All threads with their names and what they do, those of the calls among them. */
    private static String threads(Worker worker) {
        Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
        Path dump = worker.log().resolveSibling("threads.txt");
        try {
            Process process = new ProcessBuilder(
                            java.resolveSibling("jcmd").toString(),
                            Long.toString(worker.handle().pid()),
                            "Thread.dump_to_file",
                            dump.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            String threads = read(dump);
            assertThat(threads).as("a call under way").contains("courier.submission.Attempt");
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static URI address(Worker worker) {
        Matcher address = ADDRESS.matcher(read(worker.log()));
        assertThat(address.find()).as("the log names the pages' address").isTrue();
        return URI.create(address.group(1));
    }

    private static String get(URI address, String page) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address.resolve(page)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
