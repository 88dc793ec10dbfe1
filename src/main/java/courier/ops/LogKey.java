package courier.ops;

/**
 * The keys under which log lines carry values, a fixed list: the patterns of {@code log4j2.xml} and
 * {@code log-line.json} write no others, and {@code docs/logs.md} is generated from here. None of them ever holds
 * personal data, a payload, a secret or a pre-signed URL. Used as {@code log.atInfo().addKeyValue(LogKey.INTENT.text(),
 * id)}, or for all lines of a piece of work by a {@link LogContext}.
 */
public enum LogKey {
    INTENT("intent", "The producer's id of an intent."),
    INTEGRATION("integration", "Kombo's integration."),
    JOB("job", "Kombo's id of the job."),
    GENERATION("generation", "Of the intent: 0 from a producer; counts up with each replay."),
    ATTEMPT("attempt", "The number of the attempt, from 1."),
    NONCE("nonce", "One dispatch of one attempt."),
    CODE("code", "Kombo's error code, or one of Courier's."),
    HTTP_STATUS("http_status", "Status of an HTTP answer."),
    STORE("store", "A store of attachments: its scheme, and its bucket or host."),
    TOPIC("topic", "A topic's name."),
    PARTITION("partition", "A partition's number."),
    OFFSET("offset", "An offset in a partition."),
    TASK("task", "A Streams task."),
    STATE("state", "A state of the stream, or of the worker."),
    WORKER("worker", "One start of one worker."),
    REASON("reason", "Why, in a word or a class name."),
    PLACE("place", "Where in the code, as a class, method and line."),
    ADDRESS("address", "Where the worker's HTTP pages are."),
    COUNT("count", "How many."),
    TALLY("tally", "What a worker has counted in its life, by metric."),
    BYTES("bytes", "How many bytes."),
    DURATION_MS("duration_ms", "How long, in milliseconds."),
    DELAY_MS("delay_ms", "How many milliseconds until the next try."),
    VERSION("version", "Courier's version."),
    EXIT_CODE("exit_code", "The number that the process ends with."),
    DIGEST("digest", "Of the settings' file: the beginning of its SHA-256."),
    VERDICT("verdict", "What a failed attempt leads to: retry, hold, reject or doubt."),
    REPEATS("repeats", "How often the same has happened since the line that told it last.");

    private final String text;
    private final String meaning;

    LogKey(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The key as it is written. */
    public String text() {
        return text;
    }

    /** What it carries, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
