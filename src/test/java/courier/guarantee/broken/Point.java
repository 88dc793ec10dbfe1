package courier.guarantee.broken;

import java.util.List;

/**
 * The places on the way from the marker to the end at which a worker can be made to stop, in their order, and what has
 * to come of an intent whose worker dies there.
 */
public enum Point {
    MARKER_BEFORE(Fate.CALLED_LATER),
    MARKER_AFTER(Fate.CALLED_LATER),
    COMMIT_BEFORE(Fate.CALLED_LATER),
    COMMIT_AFTER(Fate.DOUBT_UNSENT),
    LAUNCH_BEFORE(Fate.DOUBT_UNSENT),
    /** The call runs on a thread of its own already, and may have come anywhere. */
    LAUNCH_AFTER(Fate.DOUBT),
    PERMIT_BEFORE(Fate.DOUBT_UNSENT),
    PERMIT_AFTER(Fate.DOUBT_UNSENT),
    FIRST_BYTE_BEFORE(Fate.DOUBT_UNSENT),
    FIRST_BYTE_AFTER(Fate.DOUBT_UNSENT),
    LAST_BYTE_BEFORE(Fate.DOUBT_UNSENT),
    LAST_BYTE_AFTER(Fate.DOUBT_SENT),
    RESPONSE_BEFORE(Fate.DOUBT_SENT),
    RESPONSE_AFTER(Fate.DOUBT_SENT),
    OUTCOME_SEND_BEFORE(Fate.DOUBT_SENT),
    OUTCOME_SEND_AFTER(Fate.ON_RECORD),
    OUTCOME_READ_BEFORE(Fate.ON_RECORD),
    OUTCOME_READ_AFTER(Fate.ON_RECORD),
    SETTLE_BEFORE(Fate.ON_RECORD),
    SETTLE_AFTER(Fate.ON_RECORD),
    FINAL_COMMIT_BEFORE(Fate.ON_RECORD),
    FINAL_COMMIT_AFTER(Fate.ON_RECORD);

    private static final String TRAP = "courier.guarantee.broken.Trap.";
    private static final String INTENT = "identity.intentId()";
    private static final String PUT_MARKER = "open.put(key(Keys.of(Keys.DISPATCHED, identity)), Rows.encode(entry));";
    private static final String OF_DISPATCH = "dispatch.work().identity().intentId()";

    private final Fate fate;

    Point(Fate fate) {
        this.fate = fate;
    }

    /** What has to come of an intent. */
    public enum Fate {
        /** Its marker is not durable: it is called once, by the next life of the worker. */
        CALLED_LATER,
        /** Its marker is durable, and it cannot be known how far the call came. */
        DOUBT,
        /** The same, and no application was created. */
        DOUBT_UNSENT,
        /** The same, and one was. */
        DOUBT_SENT,
        /** What it came to is on record: it ends well, and is not called again. */
        ON_RECORD
    }

    /** What has to come of an intent whose worker dies here. */
    public Fate fate() {
        return fate;
    }

    /** Whether it is passed once per transaction, and not once per intent. */
    public boolean isOfTransaction() {
        return name().contains("COMMIT");
    }

    /** All points, put into the sources. */
    static List<Edit> edits() {
        return List.of(
                new Edit(
                        "ledger/LedgerStores",
                        "case Entry.Dispatched _ -> " + PUT_MARKER,
                        "case Entry.Dispatched _ -> "
                                + wrapped(PUT_MARKER, "MARKER", INTENT, TRAP + "marked(" + INTENT + ");")),
                new Edit(
                        "topology/FencedProducer",
                        "super.commitTransaction();",
                        TRAP + "commit(() -> super.commitTransaction());"),
                around("dispatch/Departures", "threads.newThread(() -> run(dispatch)).start();", "LAUNCH", OF_DISPATCH),
                Edit.before(
                        "dispatch/Dispatch",
                        "if (!permit.start(",
                        TRAP + "call(work.identity().intentId()); " + at("PERMIT_BEFORE")),
                Edit.before("dispatch/Dispatch", "boolean late =", at("PERMIT_AFTER")),
                Edit.before("submission/kombo/CallWatch", "progress = Progress.PARTLY_SENT;", at("FIRST_BYTE_BEFORE")),
                Edit.after(
                        "submission/kombo/ApplicationBody",
                        "byte[] text = application.text();",
                        "sink.flush(); " + at("FIRST_BYTE_AFTER")),
                Edit.before(
                        "submission/kombo/ApplicationBody",
                        "lastByte.run();",
                        "sink.flush(); " + at("LAST_BYTE_BEFORE")),
                Edit.after(
                        "submission/kombo/ApplicationBody",
                        "sink.writeByte(text[last]);",
                        "sink.flush(); " + at("LAST_BYTE_AFTER")),
                Edit.before("submission/kombo/KomboCall", "Hints hints = PaceHeaders.read(", at("RESPONSE_BEFORE")),
                Edit.before("submission/Attempt", "Verdict verdict = judge(reply);", at("RESPONSE_AFTER")),
                around(
                        "dispatch/OutcomePublisher",
                        "sender.send(partition, key(record), value)"
                                + ".get(Math.max(1, deadline - time.nanos()), TimeUnit.NANOSECONDS);",
                        "OUTCOME_SEND",
                        "record instanceof OutcomeRecord.Attempted a ? a.identity().intentId() : null"),
                // no point of the way, but where what is taken back is given back
                Edit.after(
                        "dispatch/Departures",
                        "private void finish(Dispatch dispatch, OutcomeRecord record) {",
                        "if (record instanceof OutcomeRecord.Released) { " + TRAP + "at(\"RELEASE\", " + OF_DISPATCH
                                + "); }"),
                around("ledger/LedgerTask", "crew.departures().heard(attempted.nonce());", "OUTCOME_READ", INTENT),
                around(
                        "ledger/LedgerStores",
                        "settled.put(key(key), Rows.encode(entry, trace));",
                        "SETTLE",
                        INTENT,
                        TRAP + "settled(" + INTENT + ");"));
    }

    private static String at(String point) {
        return TRAP + "at(\"" + point + "\");";
    }

    private static Edit around(String source, String anchor, String step, String intent) {
        return around(source, anchor, step, intent, "");
    }

    private static Edit around(String source, String anchor, String step, String intent, String then) {
        return new Edit(source, anchor, wrapped(anchor, step, intent, then));
    }

    /** A statement between its two points, with something more done right after it. */
    private static String wrapped(String statement, String step, String intent, String then) {
        String before = TRAP + "at(\"" + step + "_BEFORE\", " + intent + ");";
        String after = TRAP + "at(\"" + step + "_AFTER\", " + intent + ");";
        return String.join(" ", "{", before, statement, then, after, "}");
    }
}
