package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Secret;
import courier.config.Settings;
import courier.intent.Identity;
import courier.outcome.Notice;
import courier.outcome.Verdict;
import courier.submission.Journey.Result.Finished;
import courier.submission.Journey.Start;
import courier.submission.Journey.Work;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.Packings;
import courier.submission.kombo.KomboClient;
import courier.submission.kombo.RawServer;
import courier.submission.verdict.Verdicts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Courier has to say of an application's files goes the way of Kombo's own warnings. */
final class RemarksTest {

    private static final Identity IDENTITY = new Identity("workday:1", "intent-1", 0);
    private static final String APPLICATION =
            "{\"attachments\":[{\"name\":\"cv\",\"type\":\"CV\",\"blob\":{\"uri\":\"mem:cv\"}}]}";

    @Test
    void shouldSayWithASuccessWhatIsToBeSaidOfTheFilesBeforeKombosOwnWords() throws IOException {
        assertThat(verdict(Payloads.answer(
                        "200 OK",
                        "{\"status\":\"success\",\"data\":{\"id\":\"a1\"},\"warnings\":[{\"message\":\"late\"}]}")))
                .isInstanceOfSatisfying(
                        Verdict.Settle.class,
                        settled -> assertThat(settled.notices())
                                .extracting(Notice::code)
                                .containsExactly(Attachments.TYPE_UNKNOWN, Notice.KOMBO_WARNING));
    }

    @Test
    void shouldSayNothingOfFilesThatWereNotDelivered() throws IOException {
        assertThat(verdict(Payloads.answer("503 Service Unavailable", ""))).isInstanceOf(Verdict.Retry.class);
    }

    private static Verdict verdict(String answer) throws IOException {
        BlobStore store = _ -> new Opening.Opened(10L, null, new ByteArrayInputStream(new byte[10]));
        HandTime time = new HandTime();
        try (RawServer server = RawServer.of(connection -> {
            while (connection.readRequest()) {
                connection.write(answer);
            }
        })) {
            Settings.Kombo kombo = new Settings.Kombo(
                    server.baseUrl(), new Secret("key"), Duration.ofSeconds(5), Duration.ofSeconds(5));
            try (Submission submission = new Submission(
                    _ -> Payloads.intent(IDENTITY, "job-1", APPLICATION),
                    Packings.inline(Map.of("mem", store), 1000, 1000),
                    new KomboClient(kombo, 1, time),
                    Verdicts.STANDARD,
                    time,
                    () -> {})) {
                Work work = new Work(IDENTITY, "job-1", 1, false, 0, Payloads.of(IDENTITY, "job-1"));
                Finished finished = (Finished) submission.travel(work, () -> Start.GO);
                return finished.verdict();
            }
        }
    }
}
