package courier.outcome;

import courier.avro.SubmittedApplication;

/** A submitted application in Avro, for events and internal records alike. */
public final class Applications {

    private Applications() {}

    /** To Avro. */
    public static SubmittedApplication toAvro(Application application) {
        return new SubmittedApplication(
                application.id(),
                application.remoteId(),
                application.remoteUrl(),
                application.candidateId(),
                application.jobId(),
                application.currentStageId(),
                application.outcome(),
                application.remoteCreatedAt());
    }

    /** From Avro. */
    public static Application fromAvro(SubmittedApplication application) {
        return new Application(
                application.getId(),
                application.getRemoteId(),
                application.getRemoteUrl(),
                application.getCandidateId(),
                application.getJobId(),
                application.getCurrentStageId(),
                application.getOutcome(),
                application.getRemoteCreatedAt());
    }
}
