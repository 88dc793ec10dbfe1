package courier.guarantee;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.avro.Candidate;
import courier.avro.InlineContent;
import courier.avro.UrlContent;
import courier.testing.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person whose every word is marked, and who applies in every way there is. */
final class Applicant {

    static final String NAME = "Zqmarkedname";
    static final String EMAIL = "zqmarked.person@people.example";
    static final String PHONE = "+49 30 7770001";
    static final String FILE_CONTENT = "zq-marked-content-of-a-file";
    static final String FILE_NAME = "zqmarked-cv.pdf";
    static final String SIGNATURE = "zqmarkedsignature";
    static final String KEY = "zqmarked-api-key-1234";

    /** What must be seen nowhere, by what it is. */
    static final Map<String, String> WORDS = Map.of(
            "name", NAME,
            "e-mail", EMAIL,
            "phone", PHONE,
            "file's content", FILE_CONTENT,
            "file's name", FILE_NAME,
            "signature", SIGNATURE,
            "key", KEY);

    private static final String SIGNED = "https://files.example/" + FILE_NAME + "?X-Amz-Signature=" + SIGNATURE;

    private Applicant() {}

    /** All intents; one for an integration, as one that is broken holds all of its intents. */
    static List<ApplicationIntent> intents() {
        List<ApplicationIntent> intents = new ArrayList<>();
        for (String job : QuotingKombo.WAYS.keySet()) {
            intents.add(intent("workday:" + job, job));
        }
        intents.add(ApplicationIntent.newBuilder(intent("workday:invalid", "warns"))
                .setApplication(application("not an address: " + EMAIL, List.of()))
                .build());
        intents.add(withFile("workday:missing", reference("file:///none/" + FILE_NAME)));
        intents.add(withFile("workday:bucket", reference("s3://bucket/" + FILE_NAME)));
        intents.add(withFile("workday:host", reference(SIGNED)));
        intents.add(
                withFile("workday:url", UrlContent.newBuilder().setUrl(SIGNED).build()));
        intents.add(withFile(
                "workday:inline",
                InlineContent.newBuilder()
                        .setData(ByteBuffer.wrap(FILE_CONTENT.getBytes(StandardCharsets.UTF_8)))
                        .build()));
        return intents;
    }

    /** Publishes them, and records that are no intents; returns how many there are in all. */
    static int apply(Stream stream) {
        List<ApplicationIntent> intents = intents();
        intents.forEach(stream::ask);
        stream.ask(NAME.getBytes(StandardCharsets.UTF_8), ("\0no schema: " + EMAIL).getBytes(StandardCharsets.UTF_8));
        stream.ask(NAME.getBytes(StandardCharsets.UTF_8), null);
        return intents.size() + 2;
    }

    private static ApplicationIntent intent(String integration, String job) {
        return ApplicationIntent.newBuilder()
                .setIntegrationId(integration)
                .setIntentId(integration.substring(integration.indexOf(':') + 1))
                .setJobId(job)
                .setGeneration(0)
                .setApplication(application(EMAIL, List.of()))
                .build();
    }

    private static ApplicationIntent withFile(String integration, Object content) {
        Attachment attachment = Attachment.newBuilder()
                .setName(FILE_NAME)
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(content)
                .build();
        return ApplicationIntent.newBuilder(intent(integration, "warns"))
                .setApplication(application(EMAIL, List.of(attachment)))
                .build();
    }

    private static BlobReference reference(String uri) {
        return BlobReference.newBuilder().setUri(uri).build();
    }

    private static Application application(String email, List<Attachment> attachments) {
        return Application.newBuilder()
                .setCandidate(Candidate.newBuilder()
                        .setFirstName(NAME)
                        .setLastName(NAME)
                        .setEmailAddress(email)
                        .setPhoneNumber(PHONE)
                        .build())
                .setAttachments(attachments)
                .build();
    }
}
