package courier.sandbox.kombo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and what can be done with its connection. Belongs to the thread that serves it; ended exactly once,
 * by {@link #send} or by one of the cuts.
 */
final class Exchange {
    private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private @Nullable HttpStream stream;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        request.addHttpStreamWrapper(wrapped -> {
            stream = wrapped;
            return wrapped;
        });
        request.addFailureListener(_ -> gone.complete(null));
    }

    String method() {
        return request.getMethod();
    }

    String protocol() {
        return request.getConnectionMetaData().getProtocol();
    }

    /**
     * The path, each segment decoded by itself: a job id may well contain an encoded slash.
     *
     * @throws IllegalArgumentException if a segment is not properly encoded
     */
    List<String> segments() {
        String path = request.getHttpURI().getPath();
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    Fields query() {
        return Request.extractQueryParameters(request);
    }

    @Nullable
    String header(String name) {
        return request.getHeaders().get(name);
    }

    /** Completed when the client has visibly gone: over HTTP/2 alone, for over HTTP/1.1 nobody is listening. */
    CompletableFuture<@Nullable Void> gone() {
        return gone;
    }

    /**
     * Reads the whole body.
     *
     * @throws IOException if the client goes, or the body is larger than anything that Kombo would take
     */
    byte[] body() throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new IOException("a body of more than " + MAX_BODY_BYTES + " bytes");
            }
            return body;
        }
    }

    /** Sends an answer; false if the client did not take it. */
    boolean send(Answer answer) {
        try {
            write(answer, answer.length(), true);
            callback.succeeded();
            return true;
        } catch (IOException e) {
            callback.failed(e);
            return false;
        }
    }

    /** Sends the head and half of the body of an answer, and cuts the connection. */
    void sendHalfAndCut(Answer answer) {
        try {
            write(answer, answer.length() / 2, false);
        } catch (IOException _) {
            gone.complete(null);
        }
        cut();
    }

    /** Ends it without a word: closes the connection of HTTP/1.1, resets the stream of HTTP/2. */
    void cut() {
        EofException cause = new EofException("cut");
        if (stream == null) {
            throw new IllegalStateException("a request without its stream");
        }
        stream.failed(cause);
        callback.failed(cause);
    }

    private void write(Answer answer, int length, boolean last) throws IOException {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length());
        answer.headers().forEach((name, value) -> response.getHeaders().add(new HttpField(name, value)));
        try (Blocker.Callback written = Blocker.callback()) {
            response.write(last, ByteBuffer.wrap(answer.body(), 0, length), written);
            written.block();
        }
    }
}
