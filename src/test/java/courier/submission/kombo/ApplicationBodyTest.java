package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.Packings;
import courier.submission.attachment.Preparation;
import courier.submission.attachment.PreparedApplication;
import courier.submission.verdict.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplicationBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private boolean lastByte;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 24_575, 24_576, 24_577, 73_728, 100_000})
    void shouldStreamTheSameAsIsBuiltInMemory(int size) throws IOException {
        // Given an application with a CV and a FILE answer, and texts around them
        byte[] cv = bytes(size);
        byte[] video = bytes(size / 2);
        ObjectNode application = (ObjectNode) JSON.readTree("""
                {"candidate":{"first_name":"Zoë 🎉"},
                 "attachments":[{"name":"cv.pdf","type":"CV","content_type":"application/pdf","blob":{"uri":"mem:cv"}}],
                 "screening_question_answers":[
                  {"question_id":"q","answer":{"name":"v.mp4","content_type":"video/mp4","blob":{"uri":"mem:video"}}}],
                 "source":{"name":"after"}}""");
        Attachments attachments = Packings.inline(
                Map.of("mem", reference -> {
                    byte[] file = reference.uri().getSchemeSpecificPart().equals("cv") ? cv : video;
                    return new Opening.Opened((long) file.length, null, new Dribble(file));
                }),
                1_000_000,
                1_000_000);
        PreparedApplication prepared =
                ((Preparation.Ready) attachments.prepare(Calls.INTEGRATION, application)).application();

        // When
        Buffer sent = new Buffer();
        ApplicationBody body = new ApplicationBody(prepared, () -> lastByte = true);
        body.writeTo(sent);

        // Then
        ObjectNode naive = application.deepCopy();
        naive.withObject("/attachments/0").put("data", cv).remove("blob");
        naive.withObject("/screening_question_answers/0/answer")
                .put("data", video)
                .remove("blob");
        assertThat(body.contentLength()).isEqualTo(sent.size());
        assertThat(JSON.readTree(sent.readByteArray())).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(naive)));
        assertThat(lastByte).isTrue();
    }

    @Test
    void shouldNeverHoldMoreOfAFileThanABuffer() throws IOException {
        // Given a file that counts what was read of it, and a sink that counts what has left
        long size = 30L * 1024 * 1024;
        Counting left = new Counting();
        long[] widest = {0};
        InputStream file = new InputStream() {
            private long read;

            @Override
            public int read() {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(length, size - read);
                read += count;
                widest[0] = Math.max(widest[0], read - left.bytes() / 4 * 3);
                return count == 0 ? -1 : count;
            }
        };

        // When
        BufferedSink sink = Okio.buffer(left);
        new ApplicationBody(Calls.withFile(size, null, file, size, size), () -> {}).writeTo(sink);
        sink.flush();

        // Then
        assertThat(left.bytes()).isEqualTo(size / 3 * 4 + 11);
        assertThat(widest[0]).isPositive().isLessThan(64 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 99, 1000, 1000, ATTACHMENT_SIZE_MISMATCH",
        "100, 101, 1000, 1000, ATTACHMENT_SIZE_MISMATCH",
        "50000, 49999, 100000, 100000, ATTACHMENT_SIZE_MISMATCH",
        ", 100, 99, 1000, ATTACHMENT_TOO_LARGE",
        ", 100, 1000, 99, ATTACHMENTS_TOO_LARGE",
        "100, 100, 1000, 99, ATTACHMENTS_TOO_LARGE"
    })
    void shouldHoldTheLastByteBackFromAFileThatIsNotTheOneThatWasMeant(
            @Nullable Long stated, int size, long fileMax, long total, Code code) {
        PreparedApplication application =
                Calls.withFile(stated, null, new ByteArrayInputStream(bytes(size)), fileMax, total);

        assertAborted(application, code);
    }

    @Test
    void shouldHoldTheLastByteBackFromAFileWithAnotherDigest() throws Exception {
        byte[] file = bytes(1000);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));

        Buffer sent = new Buffer();
        new ApplicationBody(
                        Calls.withFile(1000L, digest.toUpperCase(Locale.ROOT), new ByteArrayInputStream(file)),
                        () -> {})
                .writeTo(sent);
        assertThat(sent.readUtf8())
                .isEqualTo("{\"data\":\"" + Base64.getEncoder().encodeToString(file) + "\"}");

        file[999] ^= 1;
        assertAborted(Calls.withFile(1000L, digest, new ByteArrayInputStream(file)), Code.ATTACHMENT_DIGEST_MISMATCH);
    }

    @Test
    void shouldHoldTheLastByteBackFromAFileThatCannotBeReadToItsEnd() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("store gone; jane-doe.pdf");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };

        assertAborted(Calls.withFile(10L, null, broken), Code.ATTACHMENT_STORE_UNAVAILABLE);
    }

    private void assertAborted(PreparedApplication application, Code code) {
        Buffer sent = new Buffer();
        assertThatThrownBy(() -> new ApplicationBody(application, () -> lastByte = true).writeTo(sent))
                .isInstanceOfSatisfying(BodyAborted.class, aborted -> {
                    assertThat(aborted.code()).isEqualTo(code);
                    assertThat(aborted.where()).isEqualTo("/attachments/0");
                })
                .hasMessage(code.text())
                .hasNoCause();
        assertThat(lastByte).isFalse();
        assertThat(sent.readUtf8()).doesNotContain("}");
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Gives out its bytes a few at a time, as a network does. */
    private static final class Dribble extends ByteArrayInputStream {
        Dribble(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1_000));
        }
    }
}
