package courier.submission.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.verdict.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttachmentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Opening> files = new HashMap<>();
    private int open;

    @Test
    void shouldPutEveryFileInItsPlaceAndLeaveTheRestAsItIs() throws IOException {
        // Given
        files.put("mem:cv", file(5L, "application/pdf; charset=binary"));
        files.put("mem:video", file(7L, null));
        ObjectNode application = json("""
                {"candidate": {"first_name": "Zoë 🎉", "salary_expectations": {"amount": 12345678901234567890.125}},
                 "attachments": [
                   {"name": "cv.pdf", "blob": {"uri": "mem:cv", "note": "mine"}, "type": "CV"},
                   {"name": "inline.txt", "data": "aGk=", "content_type": "text/plain", "type": "OTHER"},
                   {"name": "far.pdf", "data_url": "https://example.org/x", "type": "OTHER"}],
                 "screening_question_answers": [
                   {"question_id": "q1", "answer": "text"},
                   {"question_id": "q2", "answer": {"name": "v.mp4", "blob": {"uri": "mem:video"}}}],
                 "remote_fields": {"blob": {"uri": "mem:none"}}}""");
        ObjectNode before = application.deepCopy();

        // When
        PreparedApplication prepared = ready(attachments(100, 100), application);

        // Then
        ObjectNode expected = application.deepCopy();
        expected.withObject("/attachments/0")
                .put("content_type", "application/pdf")
                .put("data", "")
                .remove("blob");
        expected.withObject("/attachments/1").put("data", "");
        expected.withObject("/screening_question_answers/1/answer")
                .put("content_type", "video/mp4")
                .put("data", "")
                .remove("blob");
        assertThat(json(new String(prepared.text(), StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(prepared.inserts())
                .extracting(insert -> insert.blob().where())
                .containsExactly("/attachments/0", "/attachments/1", "/screening_question_answers/1/answer");
        assertThat(prepared.inserts())
                .allSatisfy(insert -> assertThat(
                                new String(prepared.text(), insert.position() - 8, 9, StandardCharsets.UTF_8))
                        .isEqualTo("\"data\":\"\""));
        assertThat(prepared.contentLength()).isEqualTo(prepared.text().length + 8 + 4 + 12);
        assertThat(application).as("the intent's own").isEqualTo(before);
        prepared.close();
        assertThat(open).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "text/a, text/b, text/c, text/a",
                "-, text/b, text/c, text/b",
                "-, -, text/c, text/c",
                "-, -, image/svg+xml, application/pdf",
                "-, application/octet-stream, binary/octet-stream, application/pdf",
                "application/octet-stream, -, text/c, text/c",
                "-, -, -, application/pdf"
            })
    void shouldChooseTheContentType(
            @Nullable String onFile, @Nullable String onBlob, @Nullable String stored, String expected) {
        files.put("mem:cv", file(1L, stored));
        ObjectNode application = withBlob("mem:cv");
        ObjectNode file = (ObjectNode) application.at("/attachments/0");
        if (onFile != null) {
            file.put("content_type", onFile);
        }
        if (onBlob != null) {
            ((ObjectNode) file.get("blob")).put("content_type", onBlob);
        }

        try (PreparedApplication prepared = ready(attachments(10, 10), application)) {
            assertThat(new String(prepared.text(), StandardCharsets.UTF_8))
                    .contains("\"content_type\":\"" + expected + "\"");
        }
    }

    @Test
    void shouldSayWhatIsWrongAndWhereAndLeaveNothingOpen() {
        files.put("mem:cv", file(1L, null));
        files.put("mem:gone", new Opening.Missing());
        files.put("mem:forbidden", new Opening.Refused());
        files.put("mem:down", new Opening.Unavailable());

        Map.of(
                        "mem:gone", Code.ATTACHMENT_MISSING,
                        "mem:forbidden", Code.ATTACHMENT_REFUSED,
                        "mem:down", Code.ATTACHMENT_STORE_UNAVAILABLE,
                        "s3://bucket/key", Code.ATTACHMENT_STORE_UNKNOWN,
                        "no-scheme", Code.ATTACHMENT_STORE_UNKNOWN,
                        "not a uri", Code.ATTACHMENT_REFUSED)
                .forEach((uri, code) -> {
                    ObjectNode application = withBlob("mem:cv");
                    application.withArray("attachments").add(withBlob(uri).at("/attachments/0"));

                    Preparation preparation = attachments(10, 10).prepare(Packings.INTEGRATION, application);

                    assertThat(preparation).as(uri).isEqualTo(new Preparation.Failed(code, "/attachments/1"));
                    assertThat(open).as(uri).isZero();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "{}", "{\"uri\": 1}"})
    void shouldRefuseABlobThatNamesNoFile(String blob) {
        ObjectNode application = json("{\"attachments\": [{\"name\": \"cv\", \"blob\": " + blob + "}]}");

        assertThat(attachments(10, 10).prepare(Packings.INTEGRATION, application))
                .isEqualTo(new Preparation.Failed(Code.ATTACHMENT_REFUSED, "/attachments/0"));
    }

    @Test
    void shouldRefuseAFileOfAnotherSizeThanTheIntentStates() {
        files.put("mem:cv", file(5L, null));
        ObjectNode application = withBlob("mem:cv");
        ((ObjectNode) application.at("/attachments/0/blob")).put("size_bytes", 6);

        assertThat(attachments(10, 10).prepare(Packings.INTEGRATION, application))
                .isEqualTo(new Preparation.Failed(Code.ATTACHMENT_SIZE_MISMATCH, "/attachments/0"));
        assertThat(open).isZero();
    }

    @Test
    void shouldTrustTheIntentsSizeWhereTheStoreHasNone() {
        files.put("mem:cv", file(null, null));
        ObjectNode application = withBlob("mem:cv");
        ((ObjectNode) application.at("/attachments/0/blob")).put("size_bytes", 6);

        try (PreparedApplication prepared = ready(attachments(10, 10), application)) {
            assertThat(prepared.contentLength()).isEqualTo(prepared.text().length + 8);
        }
    }

    @Test
    void shouldNotKnowTheLengthWhereNobodyStatesASize() {
        files.put("mem:cv", file(null, null));

        try (PreparedApplication prepared = ready(attachments(10, 10), withBlob("mem:cv"))) {
            assertThat(prepared.contentLength()).isEqualTo(PreparedApplication.UNKNOWN_LENGTH);
        }
    }

    @Test
    void shouldHoldEachFileToItsLimit() {
        files.put("mem:fits", file(10L, null));
        files.put("mem:larger", file(11L, null));

        ready(attachments(10, 100), withBlob("mem:fits")).close();
        assertThat(attachments(10, 100).prepare(Packings.INTEGRATION, withBlob("mem:larger")))
                .isEqualTo(new Preparation.Failed(Code.ATTACHMENT_TOO_LARGE, "/attachments/0"));
        assertThat(open).isZero();
    }

    @Test
    void shouldHoldAllFilesTogetherToTheirLimitInlineOnesIncluded() {
        ObjectNode application = withBlob("mem:cv");
        ObjectNode inline = JSON.createObjectNode().put("name", "x");
        inline.put("data", Base64.getEncoder().encodeToString(new byte[7]));
        application.withArray("attachments").add(inline);

        files.put("mem:cv", file(3L, null));
        try (PreparedApplication prepared = ready(attachments(10, 10), application)) {
            assertThat(prepared.blobsMaxBytes()).isEqualTo(10);
        }
        files.put("mem:cv", file(4L, null));
        assertThat(attachments(10, 10).prepare(Packings.INTEGRATION, application))
                .isEqualTo(new Preparation.Failed(Code.ATTACHMENTS_TOO_LARGE, ""));
        assertThat(open).isZero();
    }

    @Test
    void shouldNotShowWhereAFileLies() {
        assertThat(new BlobReference(URI.create("s3://bucket/jane-doe?signature=x"), 1L, null, null))
                .hasToString("BlobReference[s3]");
    }

    private Attachments attachments(long fileMax, long totalMax) {
        return Packings.inline(Map.of("mem", this::opening), fileMax, totalMax);
    }

    private Opening opening(BlobReference reference) {
        Opening opening = files.getOrDefault(reference.uri().toString(), new Opening.Missing());
        open += opening instanceof Opening.Opened ? 1 : 0;
        return opening;
    }

    private Opening file(@Nullable Long size, @Nullable String contentType) {
        return new Opening.Opened(size, contentType, new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                open--;
            }
        });
    }

    private static PreparedApplication ready(Attachments attachments, ObjectNode application) {
        Preparation preparation = attachments.prepare(Packings.INTEGRATION, application);
        assertThat(preparation).isInstanceOf(Preparation.Ready.class);
        return ((Preparation.Ready) preparation).application();
    }

    private static ObjectNode withBlob(String uri) {
        ObjectNode application = json("{\"attachments\": [{\"name\": \"cv.pdf\", \"type\": \"CV\", \"blob\": {}}]}");
        ((ObjectNode) application.at("/attachments/0/blob")).put("uri", uri);
        return application;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
