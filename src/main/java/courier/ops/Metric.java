package courier.ops;

import static courier.ops.Label.CODE;
import static courier.ops.Label.END;
import static courier.ops.Label.INTEGRATION;
import static courier.ops.Label.SCOPE;
import static courier.ops.Label.VERDICT;
import static courier.ops.Metric.Kind.COUNTER;
import static courier.ops.Metric.Kind.GAUGE;
import static courier.ops.Metric.Kind.TIMER;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: each metric declared once, with its name, unit and labels, what it means, and what to alert on.
 * {@code docs/metrics.md} is generated from here; {@code config/prometheus/alerts.yaml} has a rule for each that says
 * so.
 *
 * <p>Counters tell of decisions of the ledger when they are made. One whose transaction is aborted is made again, and
 * counted again: the events on the topics are exact, counters are for watching.
 */
public enum Metric {
    ADMITTED(COUNTER, "courier.intents.admitted", "", "Intents taken in.", null, INTEGRATION),
    ENDED(
            COUNTER,
            "courier.intents.ended",
            "",
            "Ends told: successes and dead letters. Compare with the admitted ones to see a backlog grow.",
            null,
            INTEGRATION,
            END),
    DUPLICATE(
            COUNTER,
            "courier.intents.duplicate",
            "",
            "Intents that came again and were passed over.",
            null,
            INTEGRATION),
    UNREADABLE(
            COUNTER,
            "courier.intents.unreadable",
            "",
            "Records of the intents topic that could not be read, and were dead-lettered with their bytes.",
            "any: a producer writes what nobody can read"),
    WAITING_FOR_REGISTRY(
            COUNTER,
            "courier.intents.waiting.for.registry",
            "",
            "Records that had to wait, as the schema registry could not be asked about their schema.",
            "any, while it goes on: the registry is away, and producers have a schema that this worker has not seen"),
    DEAD_LETTERED(
            COUNTER,
            "courier.dead.letters",
            "",
            "Dead letters written, by code.",
            "more than a few in an hour: docs/operations.md says what a code asks for",
            CODE),
    DEAD_LETTER_AGE(
            TIMER,
            "courier.dead.letter.age",
            Metric.SECONDS,
            "Time from the intent's record to its dead letter, by code.",
            null,
            CODE),
    WARNED(
            COUNTER,
            "courier.warnings",
            "",
            "Warnings written, and notices within successes, by code.",
            "any POSSIBLE_DUPLICATE: an application may have been created twice",
            CODE),
    ATTEMPTED(
            COUNTER,
            "courier.attempts",
            "",
            "Attempts that came to an outcome, by verdict and code; some end before a call is made.",
            "any INTERNAL_ERROR: a bug of Courier's",
            VERDICT,
            CODE),
    RETRIED(COUNTER, "courier.retries", "", "Attempts that will be made again.", null, INTEGRATION),
    THROTTLED(
            COUNTER,
            "courier.throttles",
            "",
            "Calls that were refused for the pace; none of them counts as an attempt.",
            "more than one in a hundred attempts in the long run: something other than Kombo's limit refuses",
            INTEGRATION),
    DOUBTED(
            COUNTER,
            "courier.doubts",
            "",
            "Calls of unknown outcome.",
            "any: each is a dead letter that a person has to decide on, unless a policy does"),
    LOOKUPS(
            COUNTER,
            "courier.lookups",
            "",
            "Times that Kombo was asked for the application of a call of unknown outcome.",
            null),
    CONFIRMED(
            COUNTER,
            "courier.confirmations",
            "",
            "Calls of unknown outcome that were found out to have succeeded.",
            null),
    RELEASED(
            COUNTER,
            "courier.releases",
            "",
            "Dispatches given back without a call: too late, no room, or taken back.",
            "more than one in twenty attempts: commits or machines are too slow for ledger.start-by"),
    STALE(
            COUNTER,
            "courier.outcomes.stale",
            "",
            "Records of the outcomes topic that had nothing to say to their entry. Some after each rebalance.",
            null),
    HOLDS_BEGUN(COUNTER, "courier.holds.begun", "", "Holds begun.", null, SCOPE),
    HOLDS_ENDED(COUNTER, "courier.holds.ended", "", "Holds ended.", null, SCOPE),
    HOLD_PROBES(COUNTER, "courier.hold.probes", "", "Probing calls made during holds.", null),

    CALL(
            TIMER,
            "courier.call",
            Metric.SECONDS,
            "Time from the first byte sent to Kombo until the outcome of the call was known.",
            null,
            INTEGRATION),
    COMMIT(
            TIMER,
            "courier.commit",
            Metric.SECONDS,
            "Time that the commits of the stream's transactions take. Each call waits for one.",
            "a 99th percentile of more than 2 s: calls start late, and from ledger.start-by on not at all"),
    LIFE(TIMER, "courier.intent.life", Metric.SECONDS, "Time from the admission of an intent to its end.", null, END),

    SPANS_SENT(COUNTER, "courier.spans.sent", "", "Spans that the collector of traces has taken.", null),
    SPANS_LOST(
            COUNTER,
            "courier.spans.lost",
            "",
            "Spans that were dropped, as tracing.queue-max waited already or the collector did not take them. Traces have"
                    + " gaps then; nothing else suffers.",
            null),

    IN_FLIGHT(GAUGE, "courier.calls.in.flight", "", "Calls reserved or under way in this worker.", null),
    SLOTS(GAUGE, "courier.calls.max", "", "What limits.slots-per-worker allows.", null),
    ATTACHMENT_BYTES(
            GAUGE, "courier.attachments.in.flight", Metric.BYTES, "Attachment bytes reserved by these calls.", null),
    ATTACHMENT_BYTES_MAX(GAUGE, "courier.attachments.max", Metric.BYTES, "What limits.attachment-bytes allows.", null),
    REQUESTS_LEFT(
            GAUGE,
            "courier.requests.left",
            "",
            "Requests left in the API key's window; NaN while nothing is known of it.",
            null),
    PARTITIONS(GAUGE, "courier.ledger.partitions", "", "Partitions of the ledger that this worker owns.", null),
    QUEUED(GAUGE, "courier.intents.queued", "", "Intents that wait in this worker's ledger.", null, INTEGRATION),
    DISPATCHED(
            GAUGE,
            "courier.intents.dispatched",
            "",
            "Intents with a marker and no outcome yet: what a kill would leave in doubt at most.",
            null,
            INTEGRATION),
    OLDEST_OPEN(
            GAUGE,
            "courier.intents.oldest.age",
            Metric.SECONDS,
            "How long the oldest open intent has been open; absent where none is.",
            "more than an hour, or what your candidates may be asked to wait: see the integration on /status",
            INTEGRATION),
    INTEGRATION_SLOTS(
            GAUGE,
            "courier.integration.slots",
            "",
            "Calls that may be in flight at present, of integrations with something open.",
            null,
            INTEGRATION),
    HELD(
            GAUGE,
            "courier.held",
            "",
            "Holds in force. One of scope key or address is counted by each partition.",
            "any, while it lasts: of scope key or address at once, nothing is delivered",
            SCOPE,
            CODE),
    READY(
            GAUGE,
            "courier.ready",
            "",
            "1 if the worker is ready (/health/ready), else 0.",
            "0 for a quarter of an hour"),
    WEDGED(
            GAUGE,
            "courier.wedged",
            "",
            "1 if nothing settles in a partition although work is due and limits are free, else 0.",
            "1: /health/ready says why"),
    SETTINGS_SINCE(
            GAUGE,
            "courier.settings.since",
            Metric.SECONDS,
            "When the settings of integrations in force were read, in seconds since the epoch.",
            null),
    SETTINGS_REFUSED(
            GAUGE,
            "courier.settings.refused",
            "",
            "1 while the settings' file is not what is in force: it has mistakes, or takes a restart. Else 0.",
            "1 for longer than a rollout takes: the log names what is wrong");

    /** A unit. */
    static final String SECONDS = "seconds";

    /** A unit. */
    static final String BYTES = "bytes";

    /** What kind of number it is. */
    public enum Kind {
        /** Only rises, from 0 at the process's start. */
        COUNTER,
        /** Rises and falls. */
        GAUGE,
        /** Durations, as a histogram. */
        TIMER
    }

    private final Kind kind;
    private final String text;
    private final String unit;
    private final String meaning;
    private final @Nullable String alert;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    private final List<Label> labels;

    Metric(Kind kind, String text, String unit, String meaning, @Nullable String alert, Label... labels) {
        this.kind = kind;
        this.text = text;
        this.unit = unit;
        this.meaning = meaning;
        this.alert = alert;
        this.labels = List.of(labels);
    }

    /** The metric of a name. */
    public static Metric of(String name) {
        return valueOf(name);
    }

    /** What kind of number it is. */
    public Kind kind() {
        return kind;
    }

    /** The name, with dots; Prometheus has it with underscores and the unit. */
    public String text() {
        return text;
    }

    /** The base unit; empty for a plain number. */
    public String unit() {
        return unit;
    }

    /** What it means, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to alert on; null if nothing. */
    public @Nullable String alert() {
        return alert;
    }

    /** What it is told apart by, in the order in which values are given. */
    public List<Label> labels() {
        return labels;
    }
}
