package courier.testing;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Candidate;

/** Intents for tests: small, valid, and told apart by their ids. The candidate's e-mail names the intent. */
public final class SampleIntents {

    /** An integration that behaves well. */
    public static final String INTEGRATION = "workday:HWUTwvyx2wLoSUHphiWVrp28";

    private SampleIntents() {}

    /** An intent of {@link #INTEGRATION} for the job {@code job-1}. */
    public static ApplicationIntent of(String intentId) {
        return of(INTEGRATION, intentId, "job-1");
    }

    /** An intent. */
    public static ApplicationIntent of(String integrationId, String intentId, String jobId) {
        return of(integrationId, intentId, jobId, 0);
    }

    /** An intent of a generation. */
    public static ApplicationIntent of(String integrationId, String intentId, String jobId, int generation) {
        return ApplicationIntent.newBuilder()
                .setIntegrationId(integrationId)
                .setIntentId(intentId)
                .setJobId(jobId)
                .setGeneration(generation)
                .setApplication(Application.newBuilder()
                        .setCandidate(Candidate.newBuilder()
                                .setFirstName("Ada")
                                .setLastName("Sample")
                                .setEmailAddress(intentId + "@example.com")
                                .build())
                        .build())
                .build();
    }
}
