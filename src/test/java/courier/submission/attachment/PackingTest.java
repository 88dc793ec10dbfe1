package courier.submission.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings.AttachmentMode;
import courier.config.Settings.MissingAttachment;
import courier.outcome.Notice;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.restriction.Restrictions.Kind;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a file goes, what it is called and taken for, and what becomes of one that is gone. */
final class PackingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOISE = {1, 2, 3, (byte) 200, (byte) 201, 0, 0, 7};

    private final FakeStore store = new FakeStore();
    private AttachmentMode mode = AttachmentMode.INLINE;
    private MissingAttachment missing = MissingAttachment.DEAD_LETTER;
    private Restrictions restrictions = Restrictions.NONE;
    private long fileMax = 10_000_000;
    private long totalMax = 10_000_000;

    @AfterEach
    void nothingStaysOpen() {
        assertThat(store.open()).as("files left open").isZero();
    }

    @Test
    void shouldLeaveAFileToKomboByAnAddressThatIsGoodForAsLongAsConfigured() throws IOException {
        store.with("cv", PDF, "application/pdf").with("video", NOISE, "video/mp4");
        mode = AttachmentMode.URL;

        JsonNode sent = sent("""
                {"attachments": [{"name": "cv", "type": "CV", "blob": {"uri": "mem:cv"}}],
                 "screening_question_answers": [
                  {"question_id": "q", "answer": {"name": "v.mp4", "blob": {"uri": "mem:video"}}}]}""");

        assertThat(sent).isEqualTo(JSON.readTree("""
                {"attachments": [{"name": "cv.pdf", "type": "CV", "content_type": "application/pdf",
                  "data_url": "https://store.example/cv?%1$s"}],
                 "screening_question_answers": [{"question_id": "q", "answer": {"name": "v.mp4",
                  "content_type": "video/mp4", "data_url": "https://store.example/video?%1$s"}}]}""".formatted(FakeStore.SIGNATURE)));
        assertThat(store.asked())
                .containsExactly("address cv for " + Packings.VALIDITY, "address video for " + Packings.VALIDITY);
    }

    @Test
    void shouldSendAFileInlineWhereTheStoreMakesNoAddresses() throws IOException {
        store.with("cv", PDF, null).readOnly();
        mode = AttachmentMode.URL;

        assertThat(sent(cv("cv")).at("/attachments/0/data").asText()).isEqualTo(base64(PDF));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "INLINE, 1000000, false, -, data",
                "URL, 0, false, -, data_url",
                "URL, 0, true, -, data_url",
                "AUTO, 0, false, -, data",
                "AUTO, 0, false, 1000000, data_url",
                "AUTO, -1, false, 999999, data",
                "AUTO, -1, false, -, data",
                "AUTO, 1000000, true, -, data"
            })
    void shouldChooseTheWayByModeSizeAndDigest(
            AttachmentMode chosen, int size, boolean digest, Long stated, String expected) throws IOException {
        mode = chosen;
        byte[] content = Arrays.copyOf(PDF, stated == null ? Math.max(size, 20) : stated.intValue());
        store.claiming("cv", size < 0 ? null : (long) content.length, content);
        ObjectNode application = cv("cv");
        ObjectNode blob = (ObjectNode) application.at("/attachments/0/blob");
        if (stated != null) {
            blob.put("size_bytes", stated);
        }
        if (digest) {
            blob.put("sha256", "0".repeat(64));
        }

        JsonNode file = skeleton(application).at("/attachments/0");

        assertThat(file.has(expected)).as("%s", file).isTrue();
        assertThat(file.has(expected.equals("data") ? "data_url" : "data")).isFalse();
    }

    @Test
    void shouldNotAskForTheAddressOfAFileThatIsKnownToBeSmall() {
        mode = AttachmentMode.AUTO;
        store.with("cv", PDF, "application/pdf");
        ObjectNode application = cv("cv");
        ((ObjectNode) application.at("/attachments/0/blob")).put("size_bytes", PDF.length);

        ready(application).close();

        assertThat(store.asked()).containsExactly("open cv");
    }

    @Test
    void shouldHoldFilesThatKomboDownloadsToTheSameLimits() {
        mode = AttachmentMode.URL;
        store.with("cv", PDF, "application/pdf").claiming("unknown", null, PDF);
        ObjectNode stated = cv("cv");
        ((ObjectNode) stated.at("/attachments/0/blob")).put("size_bytes", PDF.length + 1);
        ObjectNode statedOnly = cv("unknown");
        ((ObjectNode) statedOnly.at("/attachments/0/blob")).put("size_bytes", PDF.length);

        assertThat(prepare(stated)).isEqualTo(new Failed(Code.ATTACHMENT_SIZE_MISMATCH, "/attachments/0"));
        fileMax = PDF.length - 1;
        assertThat(prepare(cv("cv"))).isEqualTo(new Failed(Code.ATTACHMENT_TOO_LARGE, "/attachments/0"));
        assertThat(prepare(statedOnly)).isEqualTo(new Failed(Code.ATTACHMENT_TOO_LARGE, "/attachments/0"));
        fileMax = 1000;
        totalMax = PDF.length + 2;
        assertThat(prepare(withInline(cv("cv"), new byte[3]))).isEqualTo(new Failed(Code.ATTACHMENTS_TOO_LARGE, ""));
        try (PreparedApplication prepared = ready(withInline(cv("cv"), new byte[2]))) {
            assertThat(prepared.blobsMaxBytes())
                    .as("what is left for the bytes within")
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldSayOfAFileToDownloadWhatItWouldSayOfAnOpenedOne() {
        mode = AttachmentMode.URL;

        assertThat(prepare(cv("gone"))).isEqualTo(new Failed(Code.ATTACHMENT_MISSING, "/attachments/0"));
        assertThat(prepare(cv("down"))).isEqualTo(new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, "/attachments/0"));
    }

    @Test
    void shouldNotShowTheAddress() {
        mode = AttachmentMode.URL;
        store.with("cv", PDF, "application/pdf");

        Preparation preparation = prepare(cv("cv"));

        assertThat(preparation.toString()).doesNotContain("store.example").doesNotContain(FakeStore.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL"})
    void shouldDetectTheTypeFromTheFirstBytesAndSendThemAllTheSame(AttachmentMode chosen) throws IOException {
        mode = chosen;
        byte[] large = Arrays.copyOf(PDF, 30_000);
        store.with("cv", large, "binary/octet-stream");

        for (int attempt = 0; attempt < 2; attempt++) {
            JsonNode file = sent(cv("cv")).at("/attachments/0");

            assertThat(file.path("content_type").asText()).isEqualTo("application/pdf");
            assertThat(file.path("name").asText()).isEqualTo("cv.pdf");
            assertThat(file.path("data").asText("")).isEqualTo(chosen == AttachmentMode.URL ? "" : base64(large));
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL"})
    void shouldSendAFileThatNobodyKnowsAndSayThat(AttachmentMode chosen) {
        mode = chosen;
        store.with("cv", NOISE, "application/octet-stream");

        try (PreparedApplication prepared = ready(cv("cv"))) {
            assertThat(text(prepared)).contains("\"content_type\":\"application/octet-stream\"");
            assertThat(prepared.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.code()).isEqualTo(Attachments.TYPE_UNKNOWN);
                assertThat(notice.message()).startsWith("/attachments/0: ");
            });
        }
    }

    @Test
    void shouldTreatInlineBytesLikeThoseOfAStore() throws IOException {
        ObjectNode application = JSON.createObjectNode();
        withInline(application, PDF);

        JsonNode file = sent(application).at("/attachments/0");

        assertThat(file).isEqualTo(JSON.readTree("""
                {"name": "x.pdf", "type": "OTHER", "content_type": "application/pdf", "data": "%s"}""".formatted(base64(PDF))));
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

        try (PreparedApplication prepared = ready(application)) {
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
        assertThat(store.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "URL", "AUTO"})
    void shouldSubmitWithoutFilesThatAreGoneAndSayWhich(AttachmentMode chosen) throws IOException {
        mode = chosen;
        missing = MissingAttachment.SUBMIT_WITHOUT;
        store.with("cv", PDF, "application/pdf");
        ObjectNode application = (ObjectNode) JSON.readTree("""
                {"attachments": [
                  {"name": "Jane Doe.pdf", "type": "OTHER", "blob": {"uri": "mem:gone"}},
                  {"name": "cv.pdf", "type": "CV", "data_url": "https://x.example/1"},
                  {"name": "Jane Doe 2.pdf", "type": "OTHER", "blob": {"uri": "mem:lost"}}],
                 "screening_question_answers": [
                  {"question_id": "q", "answer": {"name": "v.mp4", "blob": {"uri": "mem:gone"}}}]}""");

        try (PreparedApplication prepared = ready(application)) {
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
        missing = MissingAttachment.SUBMIT_WITHOUT;

        assertThat(prepare(cv("down"))).isEqualTo(new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, "/attachments/0"));
    }

    @Test
    void shouldRefuseWhatTheAtsWillRefuse() {
        store.with("cv", PDF, "application/pdf");
        restrictions = new Restrictions(null, Map.of("CV", new Kind(true, null, null, (long) PDF.length - 1, null)));

        assertThat(prepare(cv("cv")))
                .isEqualTo(new Failed(
                        Code.ATTACHMENT_NOT_ACCEPTED,
                        "/attachments/0",
                        "types.CV.max_file_size_bytes is " + (PDF.length - 1)));

        missing = MissingAttachment.SUBMIT_WITHOUT;
        restrictions = new Restrictions(null, Map.of("CV", new Kind(true, 1L, null, null, null)));
        assertThat(prepare(cv("gone")))
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

    private Preparation prepare(ObjectNode application) {
        return Packings.of(Map.of("mem", store), Packings.limits(fileMax, totalMax), mode, missing, _ -> restrictions)
                .prepare(Packings.INTEGRATION, application);
    }

    private PreparedApplication ready(ObjectNode application) {
        Preparation preparation = prepare(application);
        assertThat(preparation).isInstanceOf(Ready.class);
        return ((Ready) preparation).application();
    }

    private JsonNode skeleton(ObjectNode application) throws IOException {
        try (PreparedApplication prepared = ready(application)) {
            return JSON.readTree(prepared.text());
        }
    }

    private JsonNode sent(String application) throws IOException {
        return sent((ObjectNode) JSON.readTree(application));
    }

    /** The body with its files in it. */
    private JsonNode sent(ObjectNode application) throws IOException {
        try (PreparedApplication prepared = ready(application)) {
            StringBuilder body = new StringBuilder();
            int from = 0;
            for (PreparedApplication.Insert insert : prepared.inserts()) {
                body.append(text(prepared, from, insert.position()))
                        .append(base64(insert.blob().stream().readAllBytes()));
                from = insert.position();
            }
            return JSON.readTree(
                    body.append(text(prepared, from, prepared.text().length)).toString());
        }
    }

    private static String text(PreparedApplication prepared) {
        return text(prepared, 0, prepared.text().length);
    }

    private static String text(PreparedApplication prepared, int from, int to) {
        return new String(prepared.text(), from, to - from, StandardCharsets.UTF_8);
    }

    private static ObjectNode cv(String name) {
        ObjectNode application = JSON.createObjectNode();
        application
                .putArray("attachments")
                .addObject()
                .put("name", "cv")
                .put("type", "CV")
                .putObject("blob")
                .put("uri", "mem:" + name);
        return application;
    }

    private static ObjectNode withInline(ObjectNode application, byte[] content) {
        application
                .withArray("attachments")
                .addObject()
                .put("name", "x")
                .put("type", "OTHER")
                .put("content_type", "application/octet-stream")
                .put("data", base64(content));
        return application;
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
