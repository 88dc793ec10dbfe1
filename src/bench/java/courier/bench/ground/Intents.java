package courier.bench.ground;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.Candidate;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Intents of one person with many names: a record built once, whose ids change from one to the next. The job is one of
 * its own for each intent, so that a record's key says which intent it is about. Used by one thread.
 */
final class Intents {
    private final Candidate candidate = Candidate.newBuilder()
            .setFirstName("Ada")
            .setLastName("Sample")
            .setEmailAddress("nobody@example.com")
            .setTitle("Engineer")
            .setCompany("Analytical Engines")
            .build();
    private final Application application =
            Application.newBuilder().setCandidate(candidate).build();
    private final ApplicationIntent intent = ApplicationIntent.newBuilder()
            .setIntegrationId("")
            .setIntentId("")
            .setJobId("")
            .setApplication(application)
            .build();
    private final List<Attachment> files;
    private int next;

    /** Intents without files. */
    Intents() {
        this(List.of());
    }

    /** Intents with a file each, of these in turn. */
    Intents(List<Attachment> files) {
        this.files = List.copyOf(files);
    }

    /** The intent of a name, to be written at once: the next call changes it. */
    ApplicationIntent of(String integration, String name) {
        put(intent, "integration_id", integration);
        put(intent, "intent_id", name);
        put(intent, "job_id", name);
        put(candidate, "email_address", name + "@example.com");
        if (!files.isEmpty()) {
            put(application, "attachments", List.of(files.get(next++ % files.size())));
        }
        return intent;
    }

    private static void put(SpecificRecordBase record, String field, Object value) {
        record.put(record.getSchema().getField(field).pos(), value);
    }
}
