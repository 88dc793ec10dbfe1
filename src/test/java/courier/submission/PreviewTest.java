package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedIntent;
import courier.config.Settings;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.RoundTrips;
import courier.intent.SampleApplications;
import courier.ops.Time;
import courier.submission.Preview.View;
import courier.submission.kombo.RawServer;
import courier.testing.TestSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A preview is what a worker sends. */
@SuppressWarnings("NullAway.Init")
final class PreviewTest {

    private static final Path FILES = Path.of("config", "sandbox", "files").toAbsolutePath();
    private static final String ANSWER = Payloads.answer("200 OK", "{\"status\":\"success\",\"data\":{\"id\":\"a1\"}}");

    private RawServer server;
    private Settings settings;

    @BeforeEach
    void start() throws IOException {
        server = RawServer.answering(ANSWER);
        settings = TestSettings.of(
                Map.of("kombo.base-url", server.baseUrl().toString(), "attachments.file-roots", FILES.toString()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldBeWhatIsSent(int seed) throws IOException {
        // Given
        Intent intent = intent(
                "remote:Stelle " + seed + "/%2F?",
                SampleApplications.any(new Random(seed)).toString());

        // When
        travel(intent);
        String sent = server.requests().getFirst();
        View.Request shown = request(intent);

        // Then
        assertThat(sent).startsWith(shown.method() + " " + shown.path() + " HTTP/1.1\r\n");
        assertThat(headers(sent))
                .contains("Host: " + shown.host())
                .containsAll(shown.headers().stream()
                        .map(header ->
                                header.replace("***", settings.kombo().apiKey().value()))
                        .toList());
        assertThat(headers(sent)).hasSize(shown.headers().size() + 3);
        assertThat(sent.substring(sent.indexOf("\r\n\r\n") + 4))
                .isEqualTo(new String(shown.body(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldOpenNoStoreUnlessAskedTo() throws IOException {
        Intent intent = intent("J1", """
                {"candidate": {"first_name": "A", "last_name": "B", "email_address": "a@example.com"},
                 "attachments": [{"name": "gone.pdf", "type": "CV", "blob": {"uri": "file:///gone/gone.pdf"}}]}""");

        try (Preview preview = Preview.of(settings, Time.SYSTEM)) {
            assertThat(preview.outline(intent)).isInstanceOfSatisfying(View.Request.class, shown -> {
                assertThat(shown.unopened())
                        .containsExactly(Map.entry(
                                "/attachments/0/data",
                                "the file file:///gone/gone.pdf, content type as its store says"));
                assertThat(new String(shown.body(), StandardCharsets.UTF_8)).contains("\"data\":\"\"");
                assertThat(shown.toString()).doesNotContain("example.com");
            });
            assertThat(preview.full(intent))
                    .isInstanceOfSatisfying(
                            View.None.class, none -> assertThat(none.where()).isEqualTo("/attachments/0"));
        }
        assertThat(intent.application().at("/attachments/0/blob/uri").asText()).isEqualTo("file:///gone/gone.pdf");
        assertThat(server.requests()).isEmpty();
    }

    private View.Request request(Intent intent) {
        try (Preview preview = Preview.of(settings, Time.SYSTEM)) {
            return (View.Request) preview.full(intent);
        }
    }

    private void travel(Intent intent) {
        byte[] payload = InternalCodec.of(ArrivedIntent.class)
                .encode(ArrivedIntent.newBuilder()
                        .setIntent(IntentAvro.toAvro(intent))
                        .setSource(new SourcePosition("application-intents", 0, 0L, 0L))
                        .setDigest(ByteBuffer.allocate(32))
                        .build());
        try (Submission submission =
                Submission.of(settings, settings::integrations, IntentAvro::fromAvro, Time.SYSTEM)) {
            assertThat(submission.travel(
                            new Journey.Work(intent.identity(), intent.jobId(), 1, false, 0, payload),
                            () -> Journey.Start.GO))
                    .isInstanceOf(Journey.Result.Finished.class);
        }
    }

    /** Its blobs point to a file that there is. */
    private static Intent intent(String job, String application) throws IOException {
        Intent parsed = RoundTrips.parsed(RoundTrips.envelope(new ObjectMapper()
                .readTree(application
                        .replaceAll(
                                "\"uri\":\"[^\"]*\"",
                                "\"uri\":\"" + FILES.resolve("anna-cv.pdf").toUri() + "\"")
                        .replaceAll(",\"(size_bytes\":\\d+|sha256\":\"[^\"]*\")", ""))));
        return new Intent(new Identity("workday:1", "i-1", 0), job, null, null, false, parsed.application());
    }

    private static List<String> headers(String request) {
        return Arrays.stream(request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n"))
                .skip(1)
                .toList();
    }
}
