package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.avro.Candidate;
import courier.avro.InlineContent;
import courier.avro.UrlContent;
import courier.config.Settings;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import courier.testing.SettingsFile;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A marked person's application, a marked key and a marked signature go every way there is through a worker process: of
 * all that it prints, nothing shows them.
 */
@WithParts
class PrivacyIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path TARGET = Path.of("target");

    private static final String NAME = "Zqmarkedname";
    private static final String EMAIL = "zqmarked.person@people.example";
    private static final String FILE_CONTENT = "zq-marked-content-of-a-file";
    private static final String FILE_NAME = "zqmarked-cv.pdf";
    private static final String SIGNATURE = "zqmarkedsignature";
    private static final String KEY = "zqmarked-api-key-1234";

    private final Marks marks = new Marks(List.of(NAME, EMAIL, FILE_CONTENT, FILE_NAME, SIGNATURE, KEY));

    @Test
    void shouldPrintNothingOfAPersonNorAnySecret(Broker broker, Registry registry, KomboStandIn unused)
            throws Exception {
        try (QuotingKombo kombo = new QuotingKombo(EMAIL)) {
            Settings settings = TestSettings.fresh(
                    broker,
                    registry,
                    unused,
                    Map.of(
                            "kombo.base-url", kombo.baseUrl().toString(),
                            "kombo.api-key", KEY,
                            "retry.max-attempts", "2",
                            "hold.limit", "5s",
                            "hold.failures-in-row", "1000"));
            assertThat(TopicsAdmin.prepare(settings, Missing.CREATE))
                    .isInstanceOfSatisfying(
                            Preparation.Checked.class,
                            checked -> assertThat(checked.sound()).isTrue());
            Path directory = Fresh.directory("privacy");
            Path file = SettingsFile.write(settings, directory, directory.resolve("state"));
            try (Worker worker = Worker.start("worker", TARGET, directory, file, List.of("-Xmx256m"));
                    Stream stream = new Stream(settings)) {
                int published = publish(stream);
                await().atMost(SOON).until(() -> stream.read().ends() == published);
                assertThat(worker.stop()).isZero();
                assertThat(stream.deadLetters().toString())
                        .as("what is asked stands in the dead letters")
                        .contains(EMAIL);
                assertNothingIn(worker.log());
            }
        }
    }

    private void assertNothingIn(Path log) throws IOException {
        String printed = Files.readString(log);
        assertThat(printed.lines().count()).as("lines printed").isGreaterThan(5);
        assertThat(marks.in(printed)).isEmpty();
    }

    private int publish(Stream stream) {
        List<ApplicationIntent> intents = new ArrayList<>();
        for (String job : QuotingKombo.WAYS.keySet()) {
            // an integration of its own, as one that is broken holds all of its intents
            intents.add(intent("workday:" + job, job));
        }
        intents.add(ApplicationIntent.newBuilder(intent("workday:invalid", "warns"))
                .setApplication(application(NAME, "not an address: " + EMAIL, List.of()))
                .build());
        intents.add(withFile("workday:missing", reference("file:///none/" + FILE_NAME)));
        intents.add(withFile("workday:bucket", reference("s3://bucket/" + FILE_NAME)));
        intents.add(withFile(
                "workday:host", reference("https://files.example/" + FILE_NAME + "?X-Amz-Signature=" + SIGNATURE)));
        intents.add(withFile(
                "workday:url",
                UrlContent.newBuilder()
                        .setUrl("https://files.example/" + FILE_NAME + "?X-Amz-Signature=" + SIGNATURE)
                        .build()));
        intents.add(withFile(
                "workday:inline",
                InlineContent.newBuilder()
                        .setData(ByteBuffer.wrap(FILE_CONTENT.getBytes(StandardCharsets.UTF_8)))
                        .build()));
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
                .setApplication(application(NAME, EMAIL, List.of()))
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
                .setApplication(application(NAME, EMAIL, List.of(attachment)))
                .build();
    }

    private static BlobReference reference(String uri) {
        return BlobReference.newBuilder().setUri(uri).build();
    }

    private static Application application(String name, String email, List<Attachment> attachments) {
        return Application.newBuilder()
                .setCandidate(Candidate.newBuilder()
                        .setFirstName(name)
                        .setLastName(name)
                        .setEmailAddress(email)
                        .setPhoneNumber(name)
                        .build())
                .setAttachments(attachments)
                .build();
    }
}
