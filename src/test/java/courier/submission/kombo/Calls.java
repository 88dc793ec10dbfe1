package courier.submission.kombo;

import courier.config.Secret;
import courier.config.Settings;
import courier.ops.Time;
import courier.submission.attachment.OpenBlob;
import courier.submission.attachment.PreparedApplication;
import courier.submission.attachment.PreparedApplication.Insert;
import courier.submission.verdict.History;
import courier.submission.verdict.Reply;
import courier.submission.verdict.VerdictWords;
import courier.submission.verdict.Verdicts;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Clients with short timeouts, and applications to send with them. */
final class Calls {

    static final String INTEGRATION = "workday:HWUTwvyx2wLoSUHphiWVrp28";
    static final String SUCCESS = "{\"status\":\"success\",\"data\":{\"id\":\"a1\"},\"warnings\":[]}";
    static final Duration PATIENT = Duration.ofSeconds(10);

    /** More than the buffers of two sockets hold, so that its sender feels what its reader does. */
    static final int LARGE = 16 * 1024 * 1024;

    private Calls() {}

    static KomboClient client(URI baseUrl) {
        return client(baseUrl, PATIENT, UnaryOperator.identity());
    }

    /** Waits for nothing longer than a moment. */
    static KomboClient hasty(String baseUrl) {
        Duration moment = Duration.ofMillis(300);
        return new KomboClient(
                new Settings.Kombo(URI.create(baseUrl), new Secret("the-key"), moment, moment), 4, Time.SYSTEM);
    }

    static KomboClient client(URI baseUrl, Duration requestTimeout, UnaryOperator<OkHttpClient.Builder> transport) {
        Settings.Kombo settings =
                new Settings.Kombo(baseUrl, new Secret("the-key"), Duration.ofSeconds(5), requestTimeout);
        return new KomboClient(settings, 4, Time.SYSTEM, transport);
    }

    static Reply post(KomboClient client, PreparedApplication application) {
        return client.call(INTEGRATION, "job-1", application).orElseThrow().execute();
    }

    static Reply post(KomboClient client) {
        return post(client, application("{\"candidate\":{\"first_name\":\"Zoë\"}}"));
    }

    static PreparedApplication application(String json) {
        return new PreparedApplication(json.getBytes(StandardCharsets.UTF_8), List.of(), LARGE, LARGE);
    }

    /** An application that is so long that it takes several writes to send. */
    static PreparedApplication largeApplication() {
        return application("{\"x\":\"" + "x".repeat(LARGE) + "\"}");
    }

    /** An application with one file. */
    static PreparedApplication withFile(@Nullable Long size, @Nullable String sha256, InputStream stream) {
        return withFile(size, sha256, stream, LARGE, LARGE);
    }

    static PreparedApplication withFile(
            @Nullable Long size, @Nullable String sha256, InputStream stream, long fileMax, long total) {
        byte[] text = "{\"data\":\"\"}".getBytes(StandardCharsets.UTF_8);
        OpenBlob blob = new OpenBlob("/attachments/0", size, sha256, stream);
        return new PreparedApplication(text, List.of(new Insert(9, blob)), fileMax, total);
    }

    /** Code and delivery of the verdict. */
    static String verdict(Reply reply) {
        return VerdictWords.withCode(Verdicts.STANDARD.of(reply, History.CLEAN));
    }

    static String http(String statusLine, String headers, String body) {
        return "HTTP/1.1 " + statusLine + "\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }
}
