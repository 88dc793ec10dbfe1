package courier.admission;

import courier.intent.Intent;
import courier.intent.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of what stands around the application: ids, generation, key. */
final class EnvelopeRules {

    private static final int MAX_BYTES = 255;
    private static final String REMOTE = "remote:";

    /** It is sent as a header's value, so nothing but visible ASCII. */
    private static final Pattern INTEGRATION = Pattern.compile("[!-9;-~]+:[!-~]+");

    private EnvelopeRules() {}

    static void check(Intent intent, byte @Nullable [] recordKey, List<Violation> found) {
        id("/intent_id", intent.identity().intentId(), found);
        String integrationId = intent.identity().integrationId();
        id("/integration_id", integrationId, found);
        if (!integrationId.isBlank() && !INTEGRATION.matcher(integrationId).matches()) {
            found.add(new Violation(
                    "/integration_id",
                    "pattern",
                    "must be Kombo's integration id, <tool>:<id>, for example workday:HWUTwvyx2wLoSUHphiWVrp28"));
        }
        job(intent.jobId(), recordKey, found);
        if (intent.identity().generation() < 0) {
            found.add(new Violation("/generation", "minimum", "must be 0, or a replay's count from 1 on"));
        }
        if (intent.replaces() != null) {
            id("/replaces", intent.replaces(), found);
        }
    }

    private static void job(String jobId, byte @Nullable [] recordKey, List<Violation> found) {
        id("/job_id", jobId, found);
        // as a path segment these two would change the path, percent-encoded as well
        if (jobId.equals(".") || jobId.equals("..") || hasNoRemoteId(jobId)) {
            found.add(new Violation(
                    "/job_id", "pattern", "must be Kombo's id of a job, or remote: followed by its id in the ATS"));
        }
        if (recordKey == null) {
            found.add(new Violation("/job_id", "key", "the record has no key: send the job_id in UTF-8 as its key"));
        } else if (!Arrays.equals(recordKey, jobId.getBytes(StandardCharsets.UTF_8))) {
            found.add(
                    new Violation("/job_id", "key", "the record has another key: send the job_id in UTF-8 as its key"));
        }
    }

    private static boolean hasNoRemoteId(String jobId) {
        return jobId.startsWith(REMOTE) && jobId.substring(REMOTE.length()).isBlank();
    }

    private static void id(String pointer, String id, List<Violation> found) {
        if (id.isBlank()) {
            found.add(new Violation(pointer, "required", "must not be blank"));
        }
        if (Text.hasControl(id)) {
            found.add(new Violation(
                    pointer, "characters", "must have no control characters, such as line breaks: remove them"));
        }
        if (id.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            found.add(new Violation(pointer, "maxLength", "must be at most " + MAX_BYTES + " bytes in UTF-8"));
        }
    }
}
