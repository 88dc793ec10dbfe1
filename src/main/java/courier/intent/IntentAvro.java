package courier.intent;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import java.util.stream.Collectors;

/** An intent in Avro, the form of the intents topic. Safe for use by many threads. */
public final class IntentAvro {

    private IntentAvro() {}

    /**
     * Reads a record. Never fails on one that Avro has decoded: inline bytes become Base64 in {@code data}, and
     * {@code remote_fields} that cannot be read as one JSON object stays the text that it is, for admission to refuse.
     */
    public static Intent fromAvro(ApplicationIntent record) {
        return new Intent(
                new Identity(record.getIntegrationId(), record.getIntentId(), record.getGeneration()),
                record.getJobId(),
                record.getReplaces(),
                record.getExpiresAt(),
                record.getResubmitUnknown(),
                JsonFromAvro.object(record.getApplication()));
    }

    /**
     * Makes the record of an intent that {@link #fromAvro} or {@link IntentJson#parse} has given; the way back is
     * exact.
     *
     * @throws IllegalArgumentException if the application was made otherwise and Avro cannot carry it
     */
    public static ApplicationIntent toAvro(Intent intent) {
        AvroFromJson conversion = new AvroFromJson();
        Application application =
                (Application) conversion.record(Application.getClassSchema(), intent.application(), "/application");
        if (!conversion.violations().isEmpty()) {
            throw new IllegalArgumentException(conversion.violations().stream()
                    .map(violation -> violation.pointer() + " " + violation.message())
                    .collect(Collectors.joining("; ", "the application has no Avro form: ", "")));
        }
        return ApplicationIntent.newBuilder()
                .setIntentId(intent.identity().intentId())
                .setIntegrationId(intent.identity().integrationId())
                .setJobId(intent.jobId())
                .setGeneration(intent.identity().generation())
                .setReplaces(intent.replaces())
                .setExpiresAt(intent.expiresAt())
                .setResubmitUnknown(intent.resubmitUnknown())
                .setApplication(application)
                .build();
    }
}
