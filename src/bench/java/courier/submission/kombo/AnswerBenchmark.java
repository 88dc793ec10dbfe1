package courier.submission.kombo;

import courier.outcome.Verdict;
import courier.submission.verdict.Body;
import courier.submission.verdict.Hints;
import courier.submission.verdict.History;
import courier.submission.verdict.Progress;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Verdicts;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kombo's answer: its body read, and what it means. */
@State(Scope.Benchmark)
public class AnswerBenchmark {
    private static final @Nullable MediaType TYPE = MediaType.parse("application/json; charset=utf-8");

    @Param
    Kind answer = Kind.SUCCESS;

    private byte[] bytes;
    private Reply reply;

    /** What Kombo says. */
    public enum Kind {
        SUCCESS(201, """
                {"status": "success", "data": {
                  "id": "9QGNv3B98kL3hyELE1qsZ86s", "remote_id": "54321", "job_id": "B5KQKhAgTv6ZwzrfAbqbhipd",
                  "remote_url": "https://ats.example.com/applications/54321", "outcome": "PENDING",
                  "candidate_id": "26vafvWSRmbhNcxJYqjCzuJg", "current_stage_id": "3PJ8PZhZZa1eEdd2DtPNtVup",
                  "remote_created_at": "2026-11-22T08:00:00.000Z", "changed_at": "2026-11-22T08:00:00.000Z",
                  "candidate": {"id": "26vafvWSRmbhNcxJYqjCzuJg", "first_name": "Ada", "last_name": "Sample",
                    "email_addresses": [{"email_address": "ada.sample@example.com", "type": "PERSONAL"}],
                    "custom_fields": {}, "integration_fields": []}},
                 "warnings": []}
                """),
        REJECTION(400, """
                {"status": "error", "error": {"code": "ATS.JOB_CLOSED", "title": "The job is closed",
                  "message": "The job to which the application was to be made takes no applications any more.",
                  "log_url": "https://app.kombo.dev/env/production/logs/C3xUo6XAsB2sbKC7M1gyXaRX/8Z1hdfjA"}}
                """),
        PAGE(502, """
                <html><head><title>502 Bad Gateway</title></head>
                <body><center><h1>502 Bad Gateway</h1></center><hr></body></html>
                """);

        private final int status;
        private final String body;

        Kind(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    /** Makes the answer. */
    @Setup
    public void make() {
        bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        reply = new Reply.Answer(answer.status, Progress.FULLY_SENT, Hints.NONE, read());
    }

    /** From the answer's bytes to what matters of them. */
    @Benchmark
    public Body read() {
        return AnswerBody.read(ResponseBody.create(bytes, TYPE), () -> {});
    }

    /** From the reply to its verdict. */
    @Benchmark
    public Verdict judge() {
        return Verdicts.STANDARD.of(reply, History.CLEAN);
    }
}
