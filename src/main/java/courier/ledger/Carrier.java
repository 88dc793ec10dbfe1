package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.config.Settings;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.ops.LogKey;
import courier.ops.Metric;
import courier.outcome.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the ledger's decisions out: rows, counters, health, events. All of it becomes one transaction.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Crew crew;
    private final Ledger ledger;
    private final Settings.Hold hold;
    private final LedgerStores stores;
    private final Watch watch;
    private final ProcessorContext<String, LedgerEvent> context;
    private final Map<String, Integration> integrations = new HashMap<>();

    Carrier(
            Crew crew,
            LedgerSettings settings,
            LedgerStores stores,
            Watch watch,
            ProcessorContext<String, LedgerEvent> context) {
        this.crew = crew;
        this.ledger = new Ledger(settings.rules());
        this.hold = settings.hold();
        this.stores = stores;
        this.watch = watch;
        this.context = context;
        stores.eachIntegration((id, row) -> integrations.put(id, Integration.of(id, row)));
    }

    Iterable<Integration> integrations() {
        return integrations.values();
    }

    /** Null for one that never had an intent let in. */
    @Nullable
    Integration integration(String id) {
        return integrations.get(id);
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
        Decision decision =
                ledger.decide(before, input, new Moment(now, crew.luck().getAsDouble()));
        byte[] payload = arrived;
        if (payload == null && before instanceof Entry.Open && decision.next() instanceof Entry.Settled) {
            payload = stores.payload(identity);
        }
        Integration integration = integrations.computeIfAbsent(identity.integrationId(), Integration::new);
        if (!decision.next().equals(before)) {
            replace(identity, before, decision.next(), integration, arrived);
        }
        for (Effect effect : decision.effects()) {
            carryOut(effect, identity, before, decision.next(), payload, integration, now);
        }
        if (integration.untouched()) {
            integrations.remove(integration.id());
        } else {
            stores.put(integration);
        }
        return decision;
    }

    private void replace(
            Identity identity, Entry before, Entry after, Integration integration, byte @Nullable [] arrived) {
        stores.replace(identity, before, after);
        integration.count(before, after);
        if (after instanceof Entry.Open open) {
            if (before instanceof Entry.Absent && arrived != null) {
                stores.putPayload(identity, arrived);
            }
            switch (open.phase()) {
                case Entry.Queued(long dueAt) -> {
                    integration.added(dueAt);
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
            byte @Nullable [] payload,
            Integration integration,
            long now) {
        switch (effect) {
            case Effect.Succeed _, Effect.Warn _, Effect.DeadLetter _ ->
                emit(effect, identity, before, after, payload, now);
            case Effect.RememberConflict(String digest) -> stores.rememberConflict(identity, digest, now);
            case Effect.Cancel(String nonce) -> crew.departures().cancel(nonce, "overtaken");
            case Effect.SlowDown(Scope scope, var rest) -> slowDown(identity, before, scope, rest);
            case Effect.BeginHold(Scope _, var cause) ->
                become(integration, integration.health().held(cause.code(), now, hold));
            case Effect.Failing(var cause) ->
                become(integration, integration.health().failing(cause.code(), now, hold));
            case Effect.Healthy _ -> become(integration, Health.GOOD);
            case Effect.Count(Effect.Tally tally) -> crew.meters().count(Metric.of(tally.name()));
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

    private void become(Integration integration, Health next) {
        Health before = integration.health();
        integration.become(next);
        Health.Hold begun = next.hold();
        if (before.hold() == null && begun != null) {
            crew.meters().count(Metric.HOLDS_BEGUN);
            LOG.atWarn()
                    .addKeyValue(LogKey.INTEGRATION.text(), integration.id())
                    .addKeyValue(LogKey.CODE.text(), begun.code())
                    .log("An integration is held: its intents wait, and a probing call is made now and then");
        } else if (before.hold() != null && begun == null) {
            LOG.atInfo()
                    .addKeyValue(LogKey.INTEGRATION.text(), integration.id())
                    .log("An integration works again: its hold is over");
        }
    }

    private void emit(
            Effect effect, Identity identity, Entry before, Entry after, byte @Nullable [] payload, long now) {
        ArrivedIntent asked = payload == null ? null : ARRIVED.decode(payload);
        Long admittedAt = before instanceof Entry.Open open ? Long.valueOf(open.admittedAt()) : null;
        String jobId = asked != null ? asked.getIntent().getJobId() : jobId(after);
        String digest = asked != null ? Rows.hex(asked.getDigest()) : digest(after);
        LedgerEvent event = new LedgerEvent(identity, jobId, digest, asked, effect, admittedAt, now);
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
