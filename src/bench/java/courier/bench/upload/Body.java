package courier.bench.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The body that Courier sends of the same intent, its file streamed as Base64 between two texts. Can be sent once. */
final class Body extends RequestBody {
    private static final @Nullable MediaType JSON = MediaType.parse("application/json");
    private static final int CHUNK = 3 * 8192;

    private final byte[] head;
    private final byte[] tail;
    private final Source source;

    /** The body of a person's application; without a file, if the source is empty. */
    Body(String person, Source source) {
        String candidate = """
                {"candidate":{"first_name":"Ada","last_name":"Sample","email_address":"%s@example.com",\
                "company":"Analytical Engines","title":"Engineer"}""".formatted(person);
        boolean file = source.bytes() > 0;
        String before = """
                ,"attachments":[{"name":"cv.pdf","type":"CV","content_type":"application/pdf","data":\"""";
        head = (file ? candidate + before : candidate).getBytes(StandardCharsets.UTF_8);
        tail = (file ? "\"}]}" : "}").getBytes(StandardCharsets.UTF_8);
        this.source = source;
    }

    @Override
    public @Nullable MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return head.length + (source.bytes() + 2) / 3 * 4 + tail.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(head);
        byte[] plain = new byte[CHUNK];
        byte[] base64 = new byte[CHUNK / 3 * 4];
        for (int length = next(plain); length > 0; length = next(plain)) {
            byte[] chunk = length == CHUNK ? plain : Arrays.copyOf(plain, length);
            sink.write(base64, 0, Base64.getEncoder().encode(chunk, base64));
        }
        sink.write(tail);
    }

    private int next(byte[] plain) throws IOException {
        return source.in().readNBytes(plain, 0, plain.length);
    }
}
