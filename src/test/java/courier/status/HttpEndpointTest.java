package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpEndpointTest {

    private static final int AT_A_TIME = 32;

    private final AtomicReference<Request> asked = new AtomicReference<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(client));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void shouldAnswerAGetWithWhatThePageSays() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        HttpResponse<String> response = get(root.resolve("/some/page?limit=3&x"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(asked.get()).isEqualTo(new Request(List.of("some", "page"), Map.of("limit", "3", "x", ""), false));
    }

    @Test
    void shouldAnswerAHeadWithoutABody() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        HttpResponse<String> response = send(HttpRequest.newBuilder(root).HEAD().build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).contains("5");
    }

    @Test
    void shouldRefuseEveryOtherMethod() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(root)
                    .method(method, HttpRequest.BodyPublishers.ofString("x"))
                    .build());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
        assertThat(asked.get()).isNull();
    }

    @Test
    void shouldTakeAnySignInAnId() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        var _ = get(root.resolve("/applications/remote%3Aa%2Fb+c%20d/%C3%BC%3F%25"));

        assertThat(asked.get().path()).containsExactly("applications", "remote:a/b+c d", "ü?%");
    }

    @Test
    void shouldKnowTheRootAndARequestThatIsPassedOn() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        var _ = send(
                HttpRequest.newBuilder(root).header(HttpEndpoint.FORWARDED, "1").build());

        assertThat(asked.get()).isEqualTo(new Request(List.of(), Map.of(), true));
    }

    @Test
    void shouldRefuseWhatIsTooLongOrNotEncoded() throws Exception {
        URI root = open(noting(Reply.text("text/plain", "hello")));

        assertThat(get(root.resolve("/" + "x".repeat(9_000))).statusCode()).isEqualTo(414);
        assertThat(raw(root, "GET /a%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains(" 400 ");
        assertThat(asked.get()).isNull();
    }

    @Test
    void shouldSayNothingOfWhatBrokeButThatItDid() throws Exception {
        URI root = open(_ -> {
            throw new IllegalStateException("the name of somebody");
        });

        HttpResponse<String> response = get(root);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("internal-error").doesNotContain("somebody");
    }

    @Test
    void shouldTurnAwayWhatIsTooMuchAtATime() throws Exception {
        CountDownLatch inside = new CountDownLatch(AT_A_TIME);
        CountDownLatch leave = new CountDownLatch(1);
        URI root = open(_ -> {
            inside.countDown();
            await().atMost(Duration.ofSeconds(30)).until(() -> leave.getCount() == 0);
            return Reply.text("text/plain", "hello");
        });
        List<CompletableFuture<HttpResponse<String>>> asking = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            asking.add(client.sendAsync(HttpRequest.newBuilder(root).build(), HttpResponse.BodyHandlers.ofString()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> inside.getCount() == 0);

        HttpResponse<String> oneMore = get(root);
        leave.countDown();

        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
        assertThat(asking).allMatch(each -> each.join().statusCode() == 200);
        assertThat(get(root).statusCode()).isEqualTo(200);
    }

    private Function<Request, Reply> noting(Reply reply) {
        return request -> {
            asked.set(request);
            return reply;
        };
    }

    private URI open(Function<Request, Reply> pages) throws IOException {
        HttpEndpoint endpoint = HttpEndpoint.open("127.0.0.1", 0, pages);
        opened.add(endpoint);
        InetSocketAddress address = endpoint.address();
        return URI.create("http://127.0.0.1:" + address.getPort() + "/");
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(URI root, String request) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
