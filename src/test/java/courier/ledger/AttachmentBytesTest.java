package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.avro.Application;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.avro.FileAnswer;
import courier.avro.InlineContent;
import courier.avro.ScreeningQuestionAnswer;
import courier.avro.UrlContent;
import courier.config.Settings;
import courier.testing.SampleIntents;
import courier.testing.TestSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttachmentBytesTest {

    private static final Settings.Attachments LIMITS = TestSettings.of(
                    Map.of("attachments.file-max", "4MB", "attachments.total-max", "10MB"))
            .attachments();

    @Test
    void shouldWeighNothingWithoutFiles() {
        assertThat(of()).isZero();
    }

    @Test
    void shouldWeighInlineBytesAndStatedSizesAsTheyAre() {
        assertThat(of(inline(1_000), blob(2_000_000L))).isEqualTo(2_001_000);
    }

    @Test
    void shouldWeighAFileOfUnknownSizeAsTheLargestThatMayPass() {
        assertThat(of(blob(null))).isEqualTo(4_000_000);
    }

    @Test
    void shouldWeighNoMoreThanMayPass() {
        assertThat(of(blob(Long.MAX_VALUE))).isEqualTo(4_000_000);
        assertThat(of(blob(null), blob(null), blob(null))).isEqualTo(10_000_000);
        assertThat(of(blob(-5L))).isZero();
    }

    @Test
    void shouldNotWeighWhatKomboDownloadsItself() {
        assertThat(of(new UrlContent("https://files.example/cv.pdf"))).isZero();
    }

    @Test
    void shouldWeighNothingWhereAnInvalidIntentHasNoContent() {
        assertThat(of(new Object[] {null})).isZero();
    }

    @Test
    void shouldWeighFilesThatAnswerQuestions() {
        Application application = Application.newBuilder(empty())
                .setScreeningQuestionAnswers(List.of(
                        answer(FileAnswer.newBuilder()
                                .setName("portfolio.pdf")
                                .setContent(blob(700L))
                                .build()),
                        answer("a text"),
                        answer(true)))
                .build();

        assertThat(AttachmentBytes.of(application, LIMITS)).isEqualTo(700);
    }

    private static ScreeningQuestionAnswer answer(Object answer) {
        return ScreeningQuestionAnswer.newBuilder()
                .setQuestionId("q")
                .setAnswer(answer)
                .build();
    }

    private static long of(@Nullable Object... contents) {
        List<Attachment> attachments = new ArrayList<>();
        for (Object content : contents) {
            attachments.add(Attachment.newBuilder()
                    .setName("cv.pdf")
                    .setType("CV")
                    .setContent(content)
                    .build());
        }
        return AttachmentBytes.of(
                Application.newBuilder(empty()).setAttachments(attachments).build(), LIMITS);
    }

    private static Application empty() {
        return SampleIntents.of("a").getApplication();
    }

    private static InlineContent inline(int bytes) {
        return new InlineContent(ByteBuffer.allocate(bytes));
    }

    private static BlobReference blob(@Nullable Long size) {
        return BlobReference.newBuilder()
                .setUri("s3://bucket/cv")
                .setSizeBytes(size)
                .build();
    }
}
