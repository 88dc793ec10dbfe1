package courier.submission.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings.AttachmentMode;
import courier.config.Settings.MissingAttachment;
import courier.outcome.Notice;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.restriction.Restrictions.Kind;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is called and taken for, and what becomes of one that is gone or not wanted. */
final class PackingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOISE = {1, 2, 3, (byte) 200, (byte) 201, 0, 0, 7};

    private final PackingBench bench = new PackingBench();

    @AfterEach
    void nothingStaysOpen() {
        assertThat(bench.store().open()).as("files left open").isZero();
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL"})
    void shouldDetectTheTypeFromTheFirstBytesAndSendThemAllTheSame(AttachmentMode chosen) throws IOException {
        bench.mode(chosen);
        byte[] large = Arrays.copyOf(PDF, 30_000);
        bench.store().with("cv", large, "binary/octet-stream");

        for (int attempt = 0; attempt < 2; attempt++) {
            JsonNode file = bench.sent(PackingBench.cv("cv")).at("/attachments/0");

            assertThat(file.path("content_type").asText()).isEqualTo("application/pdf");
            assertThat(file.path("name").asText()).isEqualTo("cv.pdf");
            assertThat(file.path("data").asText(""))
                    .isEqualTo(chosen == AttachmentMode.URL ? "" : PackingBench.base64(large));
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL"})
    void shouldSendAFileThatNobodyKnowsAndSayThat(AttachmentMode chosen) {
        bench.mode(chosen);
        bench.store().with("cv", NOISE, "application/octet-stream");

        try (PreparedApplication prepared = bench.ready(PackingBench.cv("cv"))) {
            assertThat(PackingBench.text(prepared)).contains("\"content_type\":\"application/octet-stream\"");
            assertThat(prepared.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.code()).isEqualTo(Attachments.TYPE_UNKNOWN);
                assertThat(notice.message()).startsWith("/attachments/0: ");
            });
        }
    }

    @Test
    void shouldTreatInlineBytesLikeThoseOfAStore() throws IOException {
        ObjectNode application = JSON.createObjectNode();
        PackingBench.withInline(application, PDF);

        JsonNode file = bench.sent(application).at("/attachments/0");

        assertThat(file).isEqualTo(JSON.readTree("""
                {"name": "x.pdf", "type": "OTHER", "content_type": "application/pdf", "data": "%s"}""".formatted(PackingBench.base64(PDF))));
    }

    @Test
    void shouldOnlyMakeTheNameSafeOfAFileThatTheIntentGivesAnAddressOf() throws IOException {
        ObjectNode application = (ObjectNode) JSON.readTree("""
                {"attachments": [
                  {"name": "a\\u202eb", "type": "CV", "data_url": "https://x.example/1"},
                  {"name": "a/b", "type": "CV", "data_url": "https://x.example/2", "content_type": "image/png"},
                  {"name": "c.pdf", "type": "CV", "data_url": "https://x.example/3",
                   "content_type": "application/octet-stream"},
                  {"name": "d", "type": "CV", "data_url": "https://x.example/4",
                   "content_type": "application/octet-stream"}]}""");

        try (PreparedApplication prepared = bench.ready(application)) {
            assertThat(JSON.readTree(prepared.text()).get("attachments")).isEqualTo(JSON.readTree("""
                    [{"name": "ab", "type": "CV", "data_url": "https://x.example/1"},
                     {"name": "a_b.png", "type": "CV", "data_url": "https://x.example/2", "content_type": "image/png"},
                     {"name": "c.pdf", "type": "CV", "data_url": "https://x.example/3",
                      "content_type": "application/pdf"},
                     {"name": "d", "type": "CV", "data_url": "https://x.example/4",
                      "content_type": "application/octet-stream"}]"""));
            assertThat(prepared.notices())
                    .singleElement()
                    .extracting(Notice::message)
                    .asString()
                    .startsWith("/attachments/3: ");
        }
        assertThat(bench.store().asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL", "AUTO"})
    void shouldSubmitWithoutFilesThatAreGoneAndSayWhich(AttachmentMode chosen) throws IOException {
        bench.mode(chosen);
        bench.missing(MissingAttachment.SUBMIT_WITHOUT);
        bench.store().with("cv", PDF, "application/pdf");
        ObjectNode application = (ObjectNode) JSON.readTree("""
                {"attachments": [
                  {"name": "Jane Doe.pdf", "type": "OTHER", "blob": {"uri": "mem:gone"}},
                  {"name": "cv.pdf", "type": "CV", "data_url": "https://x.example/1"},
                  {"name": "Jane Doe 2.pdf", "type": "OTHER", "blob": {"uri": "mem:lost"}}],
                 "screening_question_answers": [
                  {"question_id": "q", "answer": {"name": "v.mp4", "blob": {"uri": "mem:gone"}}}]}""");

        try (PreparedApplication prepared = bench.ready(application)) {
            assertThat(JSON.readTree(prepared.text())).isEqualTo(JSON.readTree("""
                    {"attachments": [{"name": "cv.pdf", "type": "CV", "data_url": "https://x.example/1"}]}"""));
            assertThat(prepared.notices()).extracting(Notice::code).containsOnly(Attachments.LEFT_OUT);
            assertThat(prepared.notices())
                    .extracting(notice ->
                            notice.message().substring(0, notice.message().indexOf(':')))
                    .containsExactly("/attachments/0", "/attachments/2", "/screening_question_answers/0/answer");
            assertThat(prepared.notices()).noneMatch(notice -> notice.message().contains("Jane"));
        }
    }

    @Test
    void shouldWaitForAStoreThatIsDownWhateverBecomesOfMissingFiles() {
        bench.missing(MissingAttachment.SUBMIT_WITHOUT);

        assertThat(bench.prepare(PackingBench.cv("down")))
                .isEqualTo(new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, "/attachments/0"));
    }

    @Test
    void shouldRefuseWhatTheAtsWillRefuse() {
        bench.store().with("cv", PDF, "application/pdf");
        bench.restrictions(new Restrictions(
                null, Map.of("CV", new Kind(true, null, null, (long) PDF.length - 1, null))));

        assertThat(bench.prepare(PackingBench.cv("cv")))
                .isEqualTo(new Failed(
                        Code.ATTACHMENT_NOT_ACCEPTED,
                        "/attachments/0",
                        "types.CV.max_file_size_bytes is " + (PDF.length - 1)));

        bench.missing(MissingAttachment.SUBMIT_WITHOUT);
        bench.restrictions(new Restrictions(null, Map.of("CV", new Kind(true, 1L, null, null, null))));
        assertThat(bench.prepare(PackingBench.cv("gone")))
                .isEqualTo(new Failed(Code.ATTACHMENTS_NOT_ACCEPTED, "/attachments", "types.CV.min_amount is 1"));
    }

    @Test
    void shouldKnowBase64ThatComesOutAsItWentIn() {
        List<String> canonical = List.of("", "aGk=", "aGkh", "aA==", "+/+/");
        List<String> other = new ArrayList<>(List.of("a", "aGk", "aGl=", "aB==", "aG=k", "====", "aG\nk", "_-_-"));

        assertThat(canonical).allMatch(Base64Text::isCanonical);
        assertThat(other).noneMatch(Base64Text::isCanonical);
        assertThat(canonical).extracting(Base64Text::decodedLength).containsExactly(0L, 2L, 3L, 1L, 3L);
    }
}
