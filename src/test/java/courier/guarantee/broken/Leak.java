package courier.guarantee.broken;

import java.util.Arrays;
import java.util.List;

/**
 * A worker that tells what it must not. Each leak is of another kind and in another place, and together they are in one
 * build: whoever searches what such a worker shows has to find each of them.
 */
public enum Leak {
    /** A line of the log with a candidate's address. */
    LINE(Edit.before(
            "submission/Attempt",
            "Verdict verdict = judge(reply);",
            "org.slf4j.LoggerFactory.getLogger(\"courier.Leak\").warn(\"Answered for {}\","
                    + " submission.intentOf(work).application().at(\"/candidate/email_address\").asText());")),

    /** An exception whose message has the API key, as a library logs it. */
    EXCEPTION(Edit.after(
            "ledger/LedgerTask",
            "private void hear(OutcomeRecord record) {",
            "if (System.getProperty(\"leaked\") == null) { System.setProperty(\"leaked\", \"\");"
                    + " throw new IllegalStateException(\"refused: \" + crew.settings().kombo().apiKey().value()); }")),

    /** A time series for each signed address. */
    SERIES(
            Edit.before(
                    "ops/Meters",
                    "public void claim(String integrationId) {",
                    "public void leak(String value) { registry.counter(\"leaked\", \"url\", value).increment(); }"),
            Edit.before(
                    "submission/MeasuredJourney",
                    "Result result = journey.travel(work, gate);",
                    "courier.encoding.InternalCodec.of(courier.avro.internal.ArrivedIntent.class)"
                            + ".decode(work.payload()).getIntent().getApplication().getAttachments().forEach(file -> {"
                            + " if (file.getContent() instanceof courier.avro.UrlContent content)"
                            + " { meters.leak(content.getUrl()); } });")),

    /** A page that quotes what was asked last. */
    PAGE(
            Edit.before(
                    "submission/Attempt",
                    "var application = submission.intentOf(work).application();",
                    "System.setProperty(\"asked\", submission.intentOf(work).application()"
                            + ".at(\"/candidate/last_name\").asText());"),
            new Edit(
                    "status/Operations",
                    "readiness.message(),\n",
                    "readiness.message() + System.getProperty(\"asked\", \"\"),\n")),

    /** A thread that is named by what it carries. */
    THREAD(Edit.after(
            "submission/Attempt",
            "startedAt = submission.time().wallMillis();",
            "Thread.currentThread().setName(submission.intentOf(work).application()"
                    + ".at(\"/candidate/phone_number\").asText());"));

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy
    private final List<Edit> edits;

    Leak(Edit... edits) {
        this.edits = List.of(edits);
    }

    /** The worker with all of them. */
    public static Build build() {
        return Build.of(
                "LEAKING",
                Arrays.stream(values()).flatMap(leak -> leak.edits.stream()).toList());
    }
}
