package courier.intent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An application to deliver, in the form that checks and submission work on.
 *
 * @param jobId Kombo's id of the job, or {@code remote:} and its id in the ATS
 * @param replaces the intent id of a dead letter that this one stands in for
 * @param expiresAt after this the application is no longer submitted
 * @param resubmitUnknown a person's word that the generation before, of unknown outcome, may be submitted again
 * @param application Kombo's request body in Kombo's names, except that an attachment or FILE answer may carry
 *     {@code blob} (an object of {@code uri}, {@code size_bytes}, {@code sha256}, {@code content_type}) in place of
 *     {@code data} and {@code data_url}. Owned by this record: callers do not change it.
 */
public record Intent(
        Identity identity,
        String jobId,
        @Nullable String replaces,
        @Nullable Instant expiresAt,
        boolean resubmitUnknown,
        ObjectNode application) {

    /** Names the intent and nothing of the person. */
    @Override
    public String toString() {
        return "Intent[" + identity + ", job " + jobId + "]";
    }
}
