package courier.outcome;

import org.jspecify.annotations.Nullable;

/**
 * The application as Kombo answered it: its ids, nothing of the person.
 *
 * @param id Kombo's id; null where the success was inferred
 * @param remoteId the id in the ATS
 * @param remoteUrl its page in the ATS
 * @param candidateId Kombo's id of the candidate
 * @param jobId Kombo's id of the job
 * @param currentStageId Kombo's id of the stage
 * @param outcome Kombo's outcome, for example PENDING
 * @param remoteCreatedAt when the ATS created it, as Kombo says it
 */
public record Application(
        @Nullable String id,
        @Nullable String remoteId,
        @Nullable String remoteUrl,
        @Nullable String candidateId,
        @Nullable String jobId,
        @Nullable String currentStageId,
        @Nullable String outcome,
        @Nullable String remoteCreatedAt) {

    /** An application known to exist, and nothing more of it. */
    public static final Application UNNAMED = new Application(null, null, null, null, null, null, null, null);
}
