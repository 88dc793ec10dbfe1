package courier.submission.kombo;

import courier.submission.verdict.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;

/**
 * What a call would send, to be looked at in its place. OkHttp adds what belongs to the connection ({@code Host},
 * {@code Accept-Encoding}, and over HTTP/1.1 {@code Connection}). For one thread.
 */
public final class KomboRequest {

    private static final String AUTHORIZATION = "Authorization";

    private final Request request;
    private final RequestBody body;

    KomboRequest(Request request) {
        this.request = request;
        this.body = Objects.requireNonNull(request.body(), "a call has a body");
    }

    public String method() {
        return request.method();
    }

    /** The path as it is sent, percent-encoded. */
    public String path() {
        return request.url().encodedPath();
    }

    /** Where it goes; without user, as {@link Endpoint} has none of its own, and without query. */
    public URI address() {
        return request.url()
                .newBuilder()
                .username("")
                .password("")
                .query(null)
                .build()
                .uri();
    }

    /** The host with its port, unless that is the scheme's own. */
    public String host() {
        String authority = request.url().host();
        boolean usual =
                request.url().port() == HttpUrl.defaultPort(request.url().scheme());
        return usual ? authority : authority + ":" + request.url().port();
    }

    /** The headers in their order, {@code Name: value}, with a mask in the place of the key. */
    public List<String> headers() {
        Stream<String> written = request.headers().names().stream()
                .map(name -> name + ": " + (name.equals(AUTHORIZATION) ? "Bearer ***" : request.header(name)));
        return Stream.concat(written, ofBody()).toList();
    }

    private Stream<String> ofBody() {
        MediaType type = Objects.requireNonNull(body.contentType(), "a body has a content type");
        try {
            long length = body.contentLength();
            return Stream.of(
                    "Content-Type: " + type, length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length);
        } catch (IOException e) {
            throw new IllegalStateException("a body knows its length without reading", e);
        }
    }

    /**
     * Writes the body as it would be sent, once, and reads the files for it.
     *
     * @return why it could not be made whole; empty if it was
     * @throws IOException from the output alone
     */
    public Optional<Reply.Withheld> writeBody(OutputStream out) throws IOException {
        BufferedSink sink = Okio.buffer(Okio.sink(out));
        try {
            body.writeTo(sink);
            sink.flush();
            return Optional.empty();
        } catch (BodyAborted aborted) {
            return Optional.of(new Reply.Withheld(aborted.code(), aborted.where()));
        }
    }
}
