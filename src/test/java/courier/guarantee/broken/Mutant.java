package courier.guarantee.broken;

import java.util.List;

/**
 * A worker without one step of the protocol.
 *
 * <p>A text that is no longer in its source is an error: whoever moves the step moves its mutant, too.
 */
public enum Mutant {
    /** Calls start with their markers, not with the commit of these. */
    NO_COMMIT_HOOK(new Edit("dispatch/Departures", "Fence.current().add(this, dispatch);", "launch(dispatch);")),

    /** A new owner calls and judges at once, without reading first what is written already. */
    NO_PROBE(
            new Edit("ledger/LedgerTask", "alarm.wakeAt(probes.resendAt());\n        LOG", "alarm.wakeAt(now); LOG"),
            Edit.before("ledger/LedgerTask", "switch (input) {", "probes.skipped().forEach(this::judge);"),
            new Edit("ledger/LedgerTask", "probes.resend(now);", "probes.skipped().forEach(this::judge);"),
            Edit.before(
                    "ledger/Probes",
                    "private void emit(long now) {",
                    "Map<Identity, String> skipped() { return read(new Probed(owner, sequence)); }")),

    /** Whoever takes a dispatch back tells nobody. */
    NO_RELEASE(new Edit(
            "dispatch/Departures",
            "publisher.inBackground(() -> finish(dispatch, release));",
            "leave(dispatch.nonce());")),

    /** A call starts however long ago its marker was written. */
    NO_START_BY(
            new Edit(
                    "dispatch/Dispatch",
                    "permit.start(startBy.minusNanos(time.nanos() - markedNanos))",
                    "permit.start(Duration.ofDays(1))"),
            new Edit("dispatch/Dispatch", "if (late) {", "if (false) {")),

    /** A release is believed whatever dispatch it is of. */
    ANY_NONCE(new Edit(
            "ledger/LateRecords",
            "row(table, DISPATCHED, RELEASE, REQUEUE, RESOLVE, IGNORE)",
            "row(table, DISPATCHED, RELEASE, REQUEUE, REQUEUE, REQUEUE)")),

    /** A dispatch without an outcome is waited for for ever. */
    NO_DEADLINE(new Edit("ledger/LedgerSettings", ".plus(MARGIN)", ".plus(Duration.ofDays(1))")),

    /** Outcomes are handed to their task inside the process, and end with either. */
    OUTCOMES_IN_MEMORY(
            Edit.before(
                    "dispatch/Departures",
                    "private volatile boolean stopping;",
                    "public static final Map<Integer, java.util.Queue<OutcomeRecord>> MEMORY = new ConcurrentHashMap<>();"),
            new Edit(
                    "dispatch/Departures",
                    "publisher.publish(record, dispatch.partition());",
                    "java.util.Queue<OutcomeRecord> task = MEMORY.get(dispatch.partition());"
                            + " if (task != null) { task.add(record); }"),
            Edit.before(
                    "ledger/LedgerTask",
                    "sweepAt = now + SWEEP_MILLIS;\n        probes",
                    "courier.dispatch.Departures.MEMORY.put(partition, new java.util.concurrent.ConcurrentLinkedQueue<>());"),
            Edit.before(
                    "ledger/LedgerTask",
                    "sweep(now);",
                    "OutcomeRecord heard;"
                            + " while ((heard = courier.dispatch.Departures.MEMORY.get(partition).poll()) != null)"
                            + " { hear(heard); }"
                            + " alarm.wakeAt(now + 20);"),
            Edit.before(
                    "ledger/LedgerTask", "alarm.cancel();", "courier.dispatch.Departures.MEMORY.remove(partition);")),

    /** What has ended is not remembered. */
    NO_MEMORY(new Edit(
            "ledger/LedgerStores",
            "case Entry.Settled to -> put(identity, to, before instanceof Entry.Settled, trace);",
            "case Entry.Settled _ -> payload.delete(key(Keys.identity(identity)));")),

    /** An answer that never came is taken for a failure, and the call made again. */
    DOUBT_IS_FAILURE(new Edit(
            "ledger/Reports",
            "doubts.answered(lined(open, attempted, cause), dispatched(open), cause, standing, at)",
            "retry(lined(open, attempted, cause).counted(), attempted, cause, null, standing, at)"));

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy
    private final List<Edit> edits;

    Mutant(Edit... edits) {
        this.edits = List.of(edits);
    }

    /** The worker without the step. */
    public Build build() {
        return Build.of(name(), edits);
    }
}
