package courier.submission.kombo;

import static courier.submission.kombo.Calls.http;
import static courier.submission.kombo.Calls.post;
import static courier.submission.kombo.Calls.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.Secret;
import courier.config.Settings;
import courier.ops.Time;
import courier.submission.verdict.Hints;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Reply.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request for one call, and the answers that come back on it, over HTTP/1.1. */
final class KomboClientTest {

    @Test
    void shouldSendTheRequestThatKomboDocuments() throws IOException {
        try (RawServer server = RawServer.answering(http("200 OK", "", Calls.SUCCESS));
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = client.call(Calls.INTEGRATION, "remote:a/b", Calls.application("{\"a\":\"ë\"}"))
                    .orElseThrow()
                    .execute();

            assertThat(verdict(reply)).isEqualTo("Settle - DELIVERED");
            assertThat(server.requests()).hasSize(1);
            String request = server.requests().getFirst();
            assertThat(request).startsWith("POST /v1/ats/jobs/remote%3Aa%2Fb/applications HTTP/1.1\r\n");
            assertThat(request.lines())
                    .contains(
                            "Authorization: Bearer the-key",
                            "X-Integration-Id: " + Calls.INTEGRATION,
                            "Content-Type: application/json",
                            "Content-Length: 10",
                            "Accept: application/json",
                            "User-Agent: courier/dev");
            assertThat(request).endsWith("\r\n\r\n{\"a\":\"ë\"}");
        }
    }

    @Test
    void shouldSendInChunksWhatHasNoKnownLength() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        byte[] file = "a CV".getBytes(StandardCharsets.UTF_8);
        try (RawServer server = RawServer.of(connection -> {
                    received.complete(connection.readUntil("\r\n\r\n") + connection.readUntil("\r\n0\r\n\r\n"));
                    connection.write(http("200 OK", "", Calls.SUCCESS));
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            post(client, Calls.withFile(null, null, new ByteArrayInputStream(file)));

            assertThat(received.get(10, TimeUnit.SECONDS))
                    .contains("Transfer-Encoding: chunked\r\n")
                    .doesNotContain("Content-Length")
                    .contains("{\"data\":\"" + Base64.getEncoder().encodeToString(file) + "\"}\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"4, Content-Length: 19", ", Transfer-Encoding: chunked"})
    void shouldNeverLetARequestWithTheWrongFileBecomeWhole(@Nullable Long size, String framing) throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        byte[] file = "a CV".getBytes(StandardCharsets.UTF_8);
        try (RawServer server = RawServer.of(connection ->
                        received.complete(new String(connection.readToTheEnd(), StandardCharsets.UTF_8)));
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client, Calls.withFile(size, "0".repeat(64), new ByteArrayInputStream(file)));

            assertThat(verdict(reply)).isEqualTo("Reject ATTACHMENT_DIGEST_MISMATCH UNSENT");
            assertThat(received.get(10, TimeUnit.SECONDS))
                    .satisfiesAnyOf(
                            cut -> assertThat(cut).isEmpty(),
                            cut -> assertThat(cut).contains(framing).doesNotContain("}", "\r\n0\r\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "503 Service Unavailable, 'Retry-After: 0\r\n', Retry HTTP_SERVICE_UNAVAILABLE UNKNOWN",
        "408 Request Timeout, '', Doubt HTTP_REQUEST_TIMEOUT UNKNOWN",
        "408 Request Timeout, 'Connection: close\r\n', Doubt HTTP_REQUEST_TIMEOUT UNKNOWN",
        "421 Misdirected Request, '', Reject HTTP_CLIENT_ERROR REFUSED",
        "401 Unauthorized, 'WWW-Authenticate: Basic realm=x\r\n', Hold HTTP_UNAUTHORIZED REFUSED",
        // without a proxy in between this is no answer that HTTP knows, and OkHttp does not hand it out
        "407 Proxy Authentication Required, 'Proxy-Authenticate: Basic realm=x\r\n', Doubt CALL_FAILED UNKNOWN",
        "301 Moved Permanently, 'Location: /elsewhere\r\n', Hold HTTP_REDIRECT REFUSED",
        "302 Found, 'Location: /elsewhere\r\n', Hold HTTP_REDIRECT REFUSED",
        "303 See Other, 'Location: /elsewhere\r\n', Hold HTTP_REDIRECT REFUSED",
        "307 Temporary Redirect, 'Location: /elsewhere\r\n', Hold HTTP_REDIRECT REFUSED",
        "308 Permanent Redirect, 'Location: /elsewhere\r\n', Hold HTTP_REDIRECT REFUSED"
    })
    void shouldSendOnceWhateverTheAnswerInvitesTo(String status, String headers, String expected) throws IOException {
        try (RawServer server = RawServer.answering(http(status, headers, ""));
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(verdict(reply)).isEqualTo(expected);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "503 Service Unavailable, <html>Away, Retry HTTP_SERVICE_UNAVAILABLE UNKNOWN",
                "502 Bad Gateway, <html>Away, Doubt HTTP_SERVER_ERROR UNKNOWN",
                "200 OK, ``, Doubt ANSWER_UNREADABLE UNKNOWN",
                "200 OK, <html>Hello, Doubt ANSWER_UNREADABLE UNKNOWN",
                "200 OK, `{\"status\":\"success\",\"data\":{\"id\":\"\u00ff\u00fe\"}}`, Doubt ANSWER_UNREADABLE UNKNOWN",
                "200 OK, `{\"status\":\"success\",\"data\":{\"id\":\"a\"`, Doubt ANSWER_UNREADABLE UNKNOWN",
                "200 OK, `{\"status\":\"success\"}`, Doubt ANSWER_UNREADABLE UNKNOWN",
                "200 OK, `{\"status\":\"success\",\"data\":{}}`, Settle - DELIVERED",
                "201 Created, `{\"status\":\"success\",\"data\":{\"id\":\"a\"}}`, Settle - DELIVERED",
                "404 Not Found, `{\"status\":\"error\",\"error\":{\"code\":\"ATS.JOB_CLOSED\"}}`, Reject ATS.JOB_CLOSED REFUSED"
            })
    void shouldReadWhateverIsAnswered(String status, String body, String expected) throws IOException {
        try (RawServer server = RawServer.answering(http(status, "", body));
                KomboClient client = Calls.client(server.baseUrl())) {
            assertThat(verdict(post(client))).isEqualTo(expected);
        }
    }

    @Test
    void shouldNotReadAnEndlessAnswerToItsEnd() throws IOException {
        AtomicLong written = new AtomicLong();
        long size = 50_000_000;
        byte[] chunk = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        try (RawServer server = RawServer.of(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    connection.write("{\"status\":\"success\",\"data\":{\"id\":\"a1\",\"remote_data\":\"");
                    while (written.get() < size) {
                        connection.write(chunk);
                        written.addAndGet(chunk.length);
                    }
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(verdict(reply)).isEqualTo("Doubt ANSWER_UNREADABLE UNKNOWN");
            assertThat(written.get()).isBetween(AnswerBody.MAX_BYTES / 2, size / 2);
        }
    }

    @Test
    void shouldReadThePaceFromTheHeaders() throws IOException {
        String headers = """
                Retry-After: 3\r
                Concurrency-Limit: 30\r
                Concurrency-Remaining: 29\r
                ratelimit-limit: 300\r
                ratelimit-remaining: 0\r
                ratelimit-reset: 17\r
                """;
        try (RawServer server = RawServer.answering(http("429 Too Many Requests", headers, "{}"));
                KomboClient client = Calls.client(server.baseUrl())) {
            Reply reply = post(client);

            assertThat(reply).isInstanceOfSatisfying(Answer.class, answer -> {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.progress()).isEqualTo(Progress.FULLY_SENT);
                assertThat(answer.hints())
                        .isEqualTo(new Hints(Duration.ofSeconds(3), 30, 29, 300, 0, Duration.ofSeconds(17)));
            });
        }
    }

    @Test
    void shouldKeepAConnectionForTheNextCall() throws IOException {
        AtomicLong connections = new AtomicLong();
        try (RawServer server = RawServer.of(connection -> {
                    connections.incrementAndGet();
                    while (connection.readRequest()) {
                        connection.write(http("200 OK", "", Calls.SUCCESS));
                    }
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            for (int i = 0; i < 5; i++) {
                assertThat(verdict(post(client))).isEqualTo("Settle - DELIVERED");
            }
            assertThat(connections).hasValue(1);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " workday:1", "work\nday:1", "wörkday:1"})
    void shouldRefuseAnIntegrationThatNoHeaderCanCarry(String integrationId) {
        try (KomboClient client = Calls.client(URI.create("http://127.0.0.1:1"))) {
            assertThat(client.call(integrationId, "job", Calls.application("{}")))
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseAKeyThatNoHeaderCanCarryWithoutShowingIt() {
        Settings.Kombo settings = new Settings.Kombo(
                URI.create("http://127.0.0.1:1"), new Secret("s3cr\net"), Calls.PATIENT, Calls.PATIENT);

        assertThatThrownBy(() -> new KomboClient(settings, 1, Time.SYSTEM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kombo.api-key")
                .hasMessageNotContaining("s3cr");
    }
}
