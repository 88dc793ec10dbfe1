package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.outcome.Scope;
import courier.tracing.TraceContext;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Carries the ledger's decisions out: rows, counters, health, events. All of it becomes one transaction.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Carrier {

    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What events quote: the intent, and the trace that they belong to. */
    private record Quoted(
            @Nullable ArrivedIntent asked, @Nullable TraceContext trace) {}

    private final Crew crew;
    private final Ledgers ledgers;
    private final LedgerStores stores;
    private final Watch watch;
    private final Verifier verifier;
    private final ProcessorContext<String, Told> context;
    private final Roster roster;
    private final Holds holds;
    private final Traces traces;

    Carrier(
            Crew crew,
            LedgerSettings settings,
            LedgerStores stores,
            Roster roster,
            Holds holds,
            Watch watch,
            Verifier verifier,
            ProcessorContext<String, Told> context) {
        this.crew = crew;
        this.ledgers = new Ledgers(settings);
        this.stores = stores;
        this.roster = roster;
        this.holds = holds;
        this.traces = new Traces(crew.tracing(), stores);
        this.watch = watch;
        this.verifier = verifier;
        this.context = context;
    }

    /** Decides on something that happened to an identity, and carries it out; a launch is left to the caller. */
    Decision happen(Identity identity, Entry before, Input input) {
        return happen(identity, before, input, null);
    }

    /**
     * The same for an arrival, whose events quote the record that arrived.
     *
     * @param arrived the encoded record; its payload is kept if the intent is let in
     */
    Decision happen(Identity identity, Entry before, Input input, byte @Nullable [] arrived) {
        long now = crew.time().wallMillis();
        Decision decision = ledgers.of(identity.integrationId())
                .decide(before, input, new Moment(now, crew.luck().getAsDouble()));
        byte[] payload = arrived;
        if (payload == null && before instanceof Entry.Open && decision.next() instanceof Entry.Settled) {
            payload = stores.payload(identity);
        }
        ArrivedIntent asked = payload != null && traces.wants(input, decision) ? ARRIVED.decode(payload) : null;
        Quoted quoted = new Quoted(asked, traces.tell(identity, input, decision, asked, now));
        if (decision.next() instanceof Entry.Open) {
            // only what was let in: an id that breaks the rules takes no label away
            crew.meters().claim(identity.integrationId());
        }
        Integration integration = roster.findOrMake(identity.integrationId());
        if (!decision.next().equals(before)) {
            if (arrived != null && decision.next() instanceof Entry.Open open) {
                stores.admit(identity, open, arrived);
            } else {
                stores.replace(identity, before, decision.next(), quoted.trace());
            }
            moved(identity, before, decision.next(), integration);
        }
        for (Effect effect : decision.effects()) {
            carryOut(effect, identity, before, decision.next(), quoted, integration, now);
        }
        roster.keep(integration);
        return decision;
    }

    private void moved(Identity identity, Entry before, Entry after, Integration integration) {
        integration.count(before, after);
        if (after instanceof Entry.Open open) {
            switch (open.phase()) {
                case Entry.Queued(long dueAt) -> {
                    integration.added(
                            new Integration.Due(identity, dueAt, open.attachmentBytes()),
                            crew.time().wallMillis());
                    watch.remove(identity);
                }
                case Entry.Verifying verifying -> {
                    verifier.added(identity, verifying.dueAt());
                    watch.remove(identity);
                }
                case Entry.Dispatched _ -> {
                    // the caller watches it: it knows whose call it is
                }
            }
        } else {
            watch.remove(identity);
        }
    }

    private void carryOut(
            Effect effect,
            Identity identity,
            Entry before,
            Entry after,
            Quoted quoted,
            Integration integration,
            long now) {
        switch (effect) {
            case Effect.Succeed _, Effect.Warn _, Effect.DeadLetter _ ->
                emit(effect, identity, before, after, quoted, now);
            case Effect.RememberConflict(String digest) -> stores.rememberConflict(identity, digest, now);
            case Effect.Cancel(String nonce) -> crew.departures().cancel(nonce, "overtaken");
            case Effect.SlowDown(Scope scope, var rest) -> slowDown(identity, before, scope, rest);
            case Effect.Learn(Evidence evidence) -> holds.learned(integration, evidence, now);
            case Effect.Count(Effect.Tally tally) -> Tallies.count(crew.meters(), tally, identity);
            case Effect.Launch _ -> {
                // the dispatcher's: it holds the permit
            }
        }
    }

    /** The limiter has heard the answers of its own worker's calls, and sooner. */
    private void slowDown(Identity identity, Entry before, Scope scope, @Nullable Duration rest) {
        boolean heard = before instanceof Entry.Open open
                && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)
                && mark.incarnation().equals(crew.incarnation().id());
        if (!heard) {
            Duration pause = rest == null ? PAUSE : rest;
            switch (scope) {
                case INTEGRATION -> crew.limiter().pause(identity.integrationId(), pause);
                case KEY, ADDRESS -> crew.limiter().pauseAll(pause);
            }
        }
    }

    private void emit(Effect effect, Identity identity, Entry before, Entry after, Quoted quoted, long now) {
        ArrivedIntent asked = quoted.asked();
        Long admittedAt = before instanceof Entry.Open open ? Long.valueOf(open.admittedAt()) : null;
        String jobId = asked != null ? asked.getIntent().getJobId() : jobId(after);
        String digest = asked != null ? Rows.hex(asked.getDigest()) : digest(after);
        LedgerEvent event = new LedgerEvent(identity, jobId, digest, asked, effect, admittedAt, now, quoted.trace());
        Tallies.count(crew.meters(), crew.overview().ends(), event);
        context.forward(new Record<>(identity.integrationId(), event, now));
    }

    private static String jobId(Entry entry) {
        return switch (entry) {
            case Entry.Open open -> open.jobId();
            case Entry.Settled settled -> settled.jobId();
            case Entry.Absent _ -> "";
        };
    }

    private static String digest(Entry entry) {
        return switch (entry) {
            case Entry.Open open -> open.digest();
            case Entry.Settled settled -> settled.digest();
            case Entry.Absent _ -> "";
        };
    }
}
