package courier.submission;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Secret;
import courier.config.Settings;
import courier.intent.Identity;
import courier.outcome.Cause;
import courier.outcome.Verdict;
import courier.submission.Journey.Result.Finished;
import courier.submission.Journey.Result.NotStarted;
import courier.submission.Journey.Start;
import courier.submission.Journey.Work;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.Packings;
import courier.submission.kombo.KomboClient;
import courier.submission.kombo.RawServer;
import courier.submission.verdict.VerdictWords;
import courier.submission.verdict.Verdicts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One attempt against a server on loopback: what is asked of the gate and when, what comes of it, and what stays open.
 */
@SuppressWarnings("NullAway.Init")
final class SubmissionTest {

    private static final String SUCCESS =
            Payloads.answer("200 OK", "{\"status\":\"success\",\"data\":{\"id\":\"a1\"}}");
    private static final Identity IDENTITY = new Identity("workday:1", "intent-1", 0);

    private final HandTime time = new HandTime();
    private final List<String> events = new ArrayList<>();
    private final CountedFiles files = new CountedFiles(events);
    private BlobStore store = _ -> file(new byte[10]);
    private String application =
            "{\"attachments\":[{\"name\":\"cv.pdf\",\"type\":\"CV\",\"content_type\":\"application/pdf\","
                    + "\"blob\":{\"uri\":\"mem:cv\"}}]}";
    private String jobId = "job-1";
    private String answer = SUCCESS;
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = RawServer.of(connection -> {
            while (connection.readRequest()) {
                connection.write(answer);
            }
        });
    }

    @AfterEach
    void nothingStaysOpen() throws IOException {
        server.close();
        assertThat(files.open()).as("files left open").isZero();
    }

    @Test
    void shouldDeliverAnApplicationWithItsFile() {
        Journey.Result result = travel(Start.GO);

        assertThat(finished(result).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Settle.class,
                        settled -> assertThat(settled.application().id()).isEqualTo("a1"));
        assertThat(finished(result).startedAt()).isEqualTo(HandTime.EPOCH);
        assertThat(finished(result).endedAt()).isEqualTo(HandTime.EPOCH);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst())
                .startsWith("POST /v1/ats/jobs/job-1/applications ")
                .contains("X-Integration-Id: workday:1")
                .contains("\"data\":\"AAAAAAAAAAAAAA==\"");
    }

    @Test
    void shouldAskTheGateOnceAfterTheFilesAreOpenAndBeforeAnythingIsSent() {
        travel(Start.GO);

        assertThat(events).containsExactly("open", "gate, open files 1, requests 0", "close");
    }

    @Test
    void shouldMakeNoCallThatWasCancelled() {
        assertThat(travel(Start.CANCELLED)).isEqualTo(new NotStarted("cancelled"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldGiveBackACallThatIsLateThroughNoFaultOfItsFiles() {
        time.pass(Duration.ofMinutes(1));

        assertThat(travel(Start.LATE)).isEqualTo(new NotStarted("late"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldCountAnAttemptThatIsLateBecauseOfItsFiles() {
        BlobStore fast = store;
        store = reference -> {
            time.pass(Duration.ofMillis(1001));
            return fast.open(reference);
        };

        Finished finished = finished(travel(Start.LATE));

        assertThat(finished.startedAt()).isNull();
        assertThat(summary(finished)).isEqualTo("Retry ATTACHMENTS_SLOW UNSENT");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldReportAFileThatIsMissingOnlyWithTheGatesLeave() {
        store = _ -> new Opening.Missing();

        Finished finished = finished(travel(Start.GO));

        assertThat(summary(finished)).isEqualTo("Reject ATTACHMENT_MISSING UNSENT");
        assertThat(finished.startedAt()).isNull();
        assertThat(events).containsExactly("gate, open files 0, requests 0");
        assertThat(travel(Start.CANCELLED)).isEqualTo(new NotStarted("cancelled"));
        assertThat(travel(Start.LATE)).isEqualTo(new NotStarted("late"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldTryAgainWhenAStoreIsDown() {
        store = _ -> new Opening.Unavailable();

        assertThat(summary(travel(Start.GO))).isEqualTo("Retry ATTACHMENT_STORE_UNAVAILABLE UNSENT");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldRejectWhatNoRequestCanCarry() {
        jobId = "..";

        assertThat(summary(travel(Start.GO))).isEqualTo("Reject REQUEST_NOT_EXPRESSIBLE UNSENT");
    }

    @Test
    void shouldRejectAFileThatTurnsOutToBeAnotherWhileItIsSent() {
        application = application.replace("\"mem:cv\"", "\"mem:cv\",\"sha256\":\"" + "0".repeat(64) + "\"");

        Finished finished = finished(travel(Start.GO));

        assertThat(summary(finished)).isEqualTo("Reject ATTACHMENT_DIGEST_MISMATCH UNSENT");
        assertThat(causeOf(finished).message()).startsWith("/attachments/0: ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldTakeAnExistingApplicationForOursAfterAnUnprovenAttempt() {
        answer = Payloads.answer(
                "409 Conflict", "{\"status\":\"error\",\"error\":{\"code\":\"ATS.APPLICATION_ALREADY_EXISTS\"}}");

        assertThat(summary(travel(Start.GO))).isEqualTo("Reject ATS.APPLICATION_ALREADY_EXISTS REFUSED");
        assertThat(summary(travel(work(true), () -> Start.GO)))
                .isEqualTo("AlreadyExists ATS.APPLICATION_ALREADY_EXISTS DELIVERED");
    }

    @Test
    void shouldTurnABugBeforeTheCallIntoAVerdict() {
        store = _ -> {
            throw new AssertionError("jane@example.org");
        };

        Finished finished = finished(travel(Start.GO));

        assertThat(summary(finished)).isEqualTo("Retry INTERNAL_ERROR UNSENT");
        assertThat(causeOf(finished).message()).doesNotContain("jane");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldTurnAPayloadThatCannotBeReadIntoAVerdict() {
        Work work = new Work(IDENTITY, jobId, 1, false, 0, new byte[] {99});

        assertThat(summary(travel(work, () -> Start.GO))).isEqualTo("Retry INTERNAL_ERROR UNSENT");
    }

    @Test
    void shouldTurnABugWithinTheRequestIntoAVerdictThatKnowsItForUnsent() {
        store = _ -> new Opening.Opened(10L, null, files.counted(new InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return read();
            }
        }));

        Finished finished = finished(travel(Start.GO));

        assertThat(summary(finished)).isEqualTo("Retry INTERNAL_ERROR UNSENT");
        assertThat(finished.startedAt()).isEqualTo(HandTime.EPOCH);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldTurnABugAfterTheRequestIntoADoubt() {
        time.breakAtReading(2);

        assertThat(summary(travel(Start.GO))).isEqualTo("Doubt INTERNAL_ERROR_AFTER_SENDING UNKNOWN");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldMakeNoCallWhenTheGateItselfBreaks() {
        Journey.Result result = travel(work(false), () -> {
            throw new IllegalStateException("gate");
        });

        assertThat(summary(result)).isEqualTo("Retry INTERNAL_ERROR UNSENT");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void shouldAskTheGateExactlyOnceWhateverBreaks(Start start) {
        store = _ -> {
            throw new IllegalStateException("store");
        };

        travel(start);

        assertThat(events).containsExactly("gate, open files 0, requests 0");
    }

    private Journey.Result travel(Start start) {
        return travel(work(false), () -> {
            events.add("gate, open files " + files.open() + ", requests "
                    + server.requests().size());
            return start;
        });
    }

    private Journey.Result travel(Work work, Journey.Gate gate) {
        Settings.Kombo settings =
                new Settings.Kombo(server.baseUrl(), new Secret("key"), Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (Submission submission = new Submission(
                _ -> Payloads.intent(IDENTITY, jobId, application),
                Packings.inline(Map.of("mem", reference -> store.open(reference)), 1000, 1000),
                new KomboClient(settings, 1, time),
                Verdicts.STANDARD,
                time,
                () -> {})) {
            return submission.travel(work, gate);
        }
    }

    private Work work(boolean priorUnproven) {
        byte[] payload = Payloads.of(IDENTITY, jobId);
        return new Work(IDENTITY, jobId, 1, priorUnproven, 0, payload);
    }

    private Opening file(byte[] bytes) {
        return new Opening.Opened((long) bytes.length, null, files.counted(new ByteArrayInputStream(bytes)));
    }

    private static Finished finished(Journey.Result result) {
        assertThat(result).isInstanceOf(Finished.class);
        return (Finished) result;
    }

    private static String summary(Journey.Result result) {
        return VerdictWords.withCode(finished(result).verdict());
    }

    private static Cause causeOf(Finished finished) {
        return VerdictWords.causeOf(finished.verdict());
    }
}
