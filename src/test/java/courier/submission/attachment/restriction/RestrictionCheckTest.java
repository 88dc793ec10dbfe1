package courier.submission.attachment.restriction;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.attachment.restriction.RestrictionCheck.Breach;
import courier.submission.attachment.restriction.RestrictionCheck.FileFacts;
import courier.submission.attachment.restriction.Restrictions.Kind;
import courier.submission.verdict.Code;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RestrictionCheckTest {

    private static final FileFacts CV = new FileFacts("/attachments/0", "CV", 1000L, "application/pdf");
    private static final FileFacts OTHER = new FileFacts("/attachments/1", "OTHER", 500L, "image/png");
    private static final FileFacts ANSWER =
            new FileFacts("/screening_question_answers/0/answer", null, 700L, "video/mp4");

    @Test
    void shouldRestrictNothingOfWhichNothingIsKnown() {
        assertThat(RestrictionCheck.of(Restrictions.NONE, List.of(CV, OTHER, ANSWER)))
                .isNull();
        assertThat(check(new Kind(true, null, null, null, null), CV, OTHER, ANSWER))
                .isNull();
    }

    @Test
    void shouldNameTheFileAndTheRuleThatItBreaks() {
        assertThat(check(new Kind(false, null, null, null, null), CV)).isEqualTo(one("types.CV.is_supported is false"));
        assertThat(check(new Kind(true, null, null, 999L, null), CV))
                .isEqualTo(one("types.CV.max_file_size_bytes is 999"));
        assertThat(check(new Kind(true, null, null, null, List.of("text/plain", "image/*")), CV))
                .isEqualTo(one("types.CV.accepted_mime_types are text/plain, image/*"));
    }

    @Test
    void shouldLetPassWhatJustFits() {
        List<String> types = List.of("IMAGE/*", "application/x-pdf");

        assertThat(check(new Kind(true, 1L, 1L, 1000L, types), CV, OTHER, ANSWER))
                .isNull();
    }

    @Test
    void shouldLetPassWhatIsNotKnownOfAFile() {
        FileFacts unknown = new FileFacts("/attachments/0", "CV", null, null);

        assertThat(check(new Kind(true, null, null, 1L, List.of("text/plain")), unknown))
                .isNull();
    }

    @Test
    void shouldCountTheFilesOfAType() {
        assertThat(check(new Kind(true, 1L, null, null, null), OTHER)).isEqualTo(all("types.CV.min_amount is 1"));
        assertThat(check(new Kind(true, 0L, 1L, null, null), CV, CV)).isEqualTo(all("types.CV.max_amount is 1"));
        assertThat(check(new Kind(false, 1L, 0L, null, null), OTHER))
                .as("amounts of what is not supported")
                .isNull();
    }

    @Test
    void shouldSumUpAllFilesAnswersIncluded() {
        assertThat(RestrictionCheck.of(new Restrictions(2200L, Map.of()), List.of(CV, OTHER, ANSWER)))
                .isNull();
        assertThat(RestrictionCheck.of(new Restrictions(2199L, Map.of()), List.of(CV, OTHER, ANSWER)))
                .isEqualTo(new Breach(Code.ATTACHMENTS_NOT_ACCEPTED, "", "total_size_bytes is 2199"));
    }

    private static @Nullable Breach check(Kind ofCv, FileFacts... files) {
        return RestrictionCheck.of(new Restrictions(null, Map.of("CV", ofCv)), List.of(files));
    }

    private static Breach one(String rule) {
        return new Breach(Code.ATTACHMENT_NOT_ACCEPTED, "/attachments/0", rule);
    }

    private static Breach all(String rule) {
        return new Breach(Code.ATTACHMENTS_NOT_ACCEPTED, "/attachments", rule);
    }
}
