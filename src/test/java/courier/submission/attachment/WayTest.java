package courier.submission.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings.AttachmentMode;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a file goes, and what is held to on it. */
final class WayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PDF = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOISE = {1, 2, 3, (byte) 200, (byte) 201, 0, 0, 7};

    private final PackingBench bench = new PackingBench();

    @AfterEach
    void nothingStaysOpen() {
        assertThat(bench.store().open()).as("files left open").isZero();
    }

    @Test
    void shouldLeaveAFileToKomboByAnAddressThatIsGoodForAsLongAsConfigured() throws IOException {
        bench.store().with("cv", PDF, "application/pdf").with("video", NOISE, "video/mp4");
        bench.mode(AttachmentMode.URL);

        JsonNode sent = bench.sent("""
                {"attachments": [{"name": "cv", "type": "CV", "blob": {"uri": "mem:cv"}}],
                 "screening_question_answers": [
                  {"question_id": "q", "answer": {"name": "v.mp4", "blob": {"uri": "mem:video"}}}]}""");

        assertThat(sent).isEqualTo(JSON.readTree("""
                {"attachments": [{"name": "cv.pdf", "type": "CV", "content_type": "application/pdf",
                  "data_url": "https://store.example/cv?%1$s"}],
                 "screening_question_answers": [{"question_id": "q", "answer": {"name": "v.mp4",
                  "content_type": "video/mp4", "data_url": "https://store.example/video?%1$s"}}]}""".formatted(FakeStore.SIGNATURE)));
        assertThat(bench.store().asked())
                .containsExactly("address cv for " + Packings.VALIDITY, "address video for " + Packings.VALIDITY);
    }

    @Test
    void shouldSendAFileInlineWhereTheStoreMakesNoAddresses() throws IOException {
        bench.store().with("cv", PDF, null).readOnly();
        bench.mode(AttachmentMode.URL);

        assertThat(bench.sent(PackingBench.cv("cv")).at("/attachments/0/data").asText())
                .isEqualTo(PackingBench.base64(PDF));
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
        bench.mode(chosen);
        byte[] content = Arrays.copyOf(PDF, stated == null ? Math.max(size, 20) : stated.intValue());
        bench.store().claiming("cv", size < 0 ? null : (long) content.length, content);
        ObjectNode application = PackingBench.cv("cv");
        ObjectNode blob = (ObjectNode) application.at("/attachments/0/blob");
        if (stated != null) {
            blob.put("size_bytes", stated);
        }
        if (digest) {
            blob.put("sha256", "0".repeat(64));
        }

        JsonNode file = bench.skeleton(application).at("/attachments/0");

        assertThat(file.has(expected)).as("%s", file).isTrue();
        assertThat(file.has(expected.equals("data") ? "data_url" : "data")).isFalse();
    }

    @Test
    void shouldNotAskForTheAddressOfAFileThatIsKnownToBeSmall() {
        bench.mode(AttachmentMode.AUTO);
        bench.store().with("cv", PDF, "application/pdf");
        ObjectNode application = PackingBench.cv("cv");
        ((ObjectNode) application.at("/attachments/0/blob")).put("size_bytes", PDF.length);

        bench.ready(application).close();

        assertThat(bench.store().asked()).containsExactly("open cv");
    }

    @Test
    void shouldHoldFilesThatKomboDownloadsToTheSameLimits() {
        bench.mode(AttachmentMode.URL);
        bench.store().with("cv", PDF, "application/pdf").claiming("unknown", null, PDF);
        ObjectNode stated = PackingBench.cv("cv");
        ((ObjectNode) stated.at("/attachments/0/blob")).put("size_bytes", PDF.length + 1);
        ObjectNode statedOnly = PackingBench.cv("unknown");
        ((ObjectNode) statedOnly.at("/attachments/0/blob")).put("size_bytes", PDF.length);

        assertThat(bench.prepare(stated)).isEqualTo(new Failed(Code.ATTACHMENT_SIZE_MISMATCH, "/attachments/0"));
        bench.fileMax(PDF.length - 1);
        assertThat(bench.prepare(PackingBench.cv("cv")))
                .isEqualTo(new Failed(Code.ATTACHMENT_TOO_LARGE, "/attachments/0"));
        assertThat(bench.prepare(statedOnly)).isEqualTo(new Failed(Code.ATTACHMENT_TOO_LARGE, "/attachments/0"));
        bench.fileMax(1000);
        bench.totalMax(PDF.length + 2);
        assertThat(bench.prepare(PackingBench.withInline(PackingBench.cv("cv"), new byte[3])))
                .isEqualTo(new Failed(Code.ATTACHMENTS_TOO_LARGE, ""));
        try (PreparedApplication prepared = bench.ready(PackingBench.withInline(PackingBench.cv("cv"), new byte[2]))) {
            assertThat(prepared.blobsMaxBytes())
                    .as("what is left for the bytes within")
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldSayOfAFileToDownloadWhatItWouldSayOfAnOpenedOne() {
        bench.mode(AttachmentMode.URL);

        assertThat(bench.prepare(PackingBench.cv("gone")))
                .isEqualTo(new Failed(Code.ATTACHMENT_MISSING, "/attachments/0"));
        assertThat(bench.prepare(PackingBench.cv("down")))
                .isEqualTo(new Failed(Code.ATTACHMENT_STORE_UNAVAILABLE, "/attachments/0"));
    }

    @Test
    void shouldNotShowTheAddress() {
        bench.mode(AttachmentMode.URL);
        bench.store().with("cv", PDF, "application/pdf");

        Preparation preparation = bench.prepare(PackingBench.cv("cv"));

        assertThat(preparation.toString()).doesNotContain("store.example").doesNotContain(FakeStore.SIGNATURE);
    }
}
