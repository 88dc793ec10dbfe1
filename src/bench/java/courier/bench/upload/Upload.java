package courier.bench.upload;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends applications as fast as so many calls at a time can, and ends: with 0 if all were taken. It reads the files as
 * Courier does, one stream for each call, and knows neither Kafka nor a ledger, a limit or a digest.
 */
public final class Upload {
    /** What its jobs begin with that are sent first, until the compiler has done its work. */
    public static final String WARM = "warm-";

    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);

    private final Map<String, String> options;
    private final List<URI> sources;
    private final OkHttpClient client;
    private final AtomicInteger failures = new AtomicInteger();

    private Upload(Map<String, String> options) throws IOException {
        this.options = options;
        this.sources = Files.readAllLines(Path.of(option("--sources"))).stream()
                .map(URI::create)
                .toList();
        this.client = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(number("--in-flight"), 1, TimeUnit.MINUTES))
                .callTimeout(CALL_LIMIT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /**
     * {@code --kombo URL --api-key K --sources FILE --in-flight N --integrations N --name PREFIX --warm N --count N}.
     * In the file is an address a line; the calls take them in turn, and have no file if there is none.
     */
    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        Upload upload = new Upload(options);
        upload.sendAll(WARM + upload.option("--name"), upload.number("--warm"));
        upload.sendAll(upload.option("--name"), upload.number("--count"));
        System.exit(upload.failures.get() == 0 ? 0 : 1);
    }

    private void sendAll(String name, int count) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number("--in-flight"); i++) {
                calls.execute(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        send(name, number);
                    }
                });
            }
        }
    }

    private void send(String name, int number) {
        String job = name + "-" + number;
        try (Source source = sources.isEmpty() ? Source.none() : Source.of(sources.get(number % sources.size()));
                Response response = client.newCall(request(job, number, source)).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
        } catch (IOException e) {
            failures.incrementAndGet();
            System.out.println(job + ": " + e);
        }
    }

    private Request request(String job, int number, Source source) {
        return new Request.Builder()
                .url(option("--kombo") + "/ats/jobs/" + job + "/applications")
                .header("Authorization", "Bearer " + option("--api-key"))
                .header("X-Integration-Id", "workday:plain" + number % number("--integrations"))
                .post(new Body(job, source))
                .build();
    }

    private int number(String option) {
        return Integer.parseInt(option(option));
    }

    private String option(String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
