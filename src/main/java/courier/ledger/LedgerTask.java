package courier.ledger;

import courier.avro.internal.ArrivedIntent;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import courier.intent.Violation;
import courier.ops.LogKey;
import courier.ops.Metric;
import courier.outcome.HoldCommand;
import courier.outcome.OutcomeRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a ledger processor: from its initialisation until its task is taken away.
 *
 * <p>It dispatches nothing before it has read its own first probe back, and judges an entry whose outcome never came
 * only after a probe written thereafter has been read.
 *
 * <p>Threads: owned by the task's stream thread. Calls run elsewhere and come back through the outcomes topic alone.
 */
final class LedgerTask {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTask.class);
    private static final InternalCodec<ArrivedIntent> ARRIVED = InternalCodec.of(ArrivedIntent.class);
    private static final AtomicLong LIVES = new AtomicLong();

    private static final long SWEEP_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long SWEEP_AGAIN_MILLIS = 200;
    private static final int SWEEP_BATCH = 1_000;

    private final Crew crew;
    private final LedgerSettings settings;
    private final int partition;
    private final LedgerStores stores;
    private final Watch watch = new Watch();
    private final Roster roster;
    private final Backlog backlog;
    private final Holds holds;
    private final Verifier verifier;
    private final Carrier carrier;
    private final Probes probes;
    private final Alarm alarm;
    private final Dispatcher dispatcher;
    private final Display display;
    private long sweepAt;

    LedgerTask(Crew crew, LedgerSettings settings, ProcessorContext<String, Told> context) {
        this.crew = crew;
        this.settings = settings;
        this.partition = context.taskId().partition();
        String owner = crew.incarnation().id() + "." + partition + "." + LIVES.incrementAndGet();
        stores = new LedgerStores(context);
        roster = new Roster(stores);
        backlog = new Backlog(stores, roster, watch);
        probes = new Probes(owner, this::send);
        alarm = new Alarm(context, crew.time(), this::tick);
        HoldNews news = new HoldNews(
                settings.hold(),
                crew.meters(),
                roster,
                backlog,
                partition,
                event -> context.forward(new Record<>(event.key(), event, event.at())));
        holds = new Holds(settings.hold(), stores, roster, watch, alarm, news);
        verifier = new Verifier(crew, settings, stores, roster, holds, alarm, partition);
        carrier = new Carrier(crew, settings, stores, roster, holds, watch, verifier, context);
        dispatcher = new Dispatcher(crew, settings, stores, roster, carrier, holds, watch, alarm, owner, partition);
        display = new Display(crew, alarm, roster, backlog, watch, probes, partition, owner);
    }

    /** Takes stock of what is under way and asks for the first probe. */
    void start() {
        long now = crew.time().wallMillis();
        Map<Identity, String> ours = new HashMap<>();
        stores.eachDispatched((identity, open) -> {
            switch (open.phase()) {
                case Entry.Dispatched(Entry.Mark mark) -> takeOver(identity, open.admittedAt(), mark, now, ours);
                case Entry.Verifying verifying -> verifier.added(identity, verifying.dueAt());
                case Entry.Queued _ -> throw new IllegalStateException("a queued entry stands among the dispatched");
            }
        });
        sweepAt = now + SWEEP_MILLIS;
        probes.send(ours, now);
        alarm.wakeAt(probes.resendAt());
        LOG.atInfo()
                .addKeyValue(LogKey.PARTITION.text(), partition)
                .addKeyValue(LogKey.COUNT.text(), watch.entries().size())
                .log("A ledger task starts, with so many calls under way");
        display.changed();
        display.show();
    }

    /**
     * A call that this worker still makes is waited for like any. One of a dead incarnation of this very worker cannot
     * end any more, so it is judged with the first probe. One of another worker may still be running, and has its
     * grace.
     */
    private void takeOver(Identity identity, long admittedAt, Entry.Mark mark, long now, Map<Identity, String> ours) {
        long grace = settings.grace().toMillis();
        if (crew.departures().isRunning(mark.nonce())) {
            watch.add(identity, new Watch.Watched(mark.nonce(), admittedAt, mark.markedAt(), now + grace, false));
        } else if (crew.incarnation().isOurs(mark.incarnation())) {
            watch.add(identity, new Watch.Watched(mark.nonce(), admittedAt, mark.markedAt(), Long.MAX_VALUE, false));
            ours.put(identity, mark.nonce());
        } else {
            long since = mark.orphanSince() == null ? now : mark.orphanSince();
            watch.add(identity, new Watch.Watched(mark.nonce(), admittedAt, mark.markedAt(), since + grace, true));
        }
    }

    /** The task is taken away: what has not started is given back. */
    void stop() {
        alarm.cancel();
        display.takeDown();
        watch.entries().values().forEach(watched -> crew.departures().cancel(watched.nonce(), "task-closed"));
    }

    void take(LedgerInput input) {
        switch (input) {
            case LedgerInput.Intent(byte[] payload) -> arrive(payload);
            case LedgerInput.Outcome(OutcomeRecord record) -> hear(record);
        }
        display.changed();
        display.show();
    }

    private void arrive(byte[] payload) {
        ArrivedIntent arrived = ARRIVED.decode(payload);
        Identity identity = new Identity(
                arrived.getIntent().getIntegrationId(),
                arrived.getIntent().getIntentId(),
                arrived.getIntent().getGeneration());
        String digest = Rows.hex(arrived.getDigest());
        List<Violation> violations = arrived.getViolations().stream()
                .map(violation -> new Violation(violation.getPointer(), violation.getRule(), violation.getMessage()))
                .toList();
        var expires = arrived.getIntent().getExpiresAt();
        carrier.happen(
                identity,
                stores.findAsked(identity).entry(),
                new Input.Arrived(
                        arrived.getIntent().getJobId(),
                        digest,
                        arrived.getSource().getTimestamp(),
                        expires == null ? null : expires.toEpochMilli(),
                        AttachmentBytes.of(
                                arrived.getIntent().getApplication(),
                                crew.settings().attachments()),
                        arrived.getIntent().getResubmitUnknown(),
                        identity.generation(),
                        violations,
                        stores.conflictKnown(identity, digest),
                        identity.generation() <= 0 ? Entry.ABSENT : stores.find(identity.previous())),
                payload);
        dispatch(identity);
    }

    private void hear(OutcomeRecord record) {
        switch (record) {
            case OutcomeRecord.Attempted attempted -> {
                Identity identity = attempted.identity();
                crew.departures().heard(attempted.nonce());
                display.heard();
                Standing standing = holds.standing(identity.integrationId());
                carrier.happen(identity, stores.find(identity), new Input.Attempted(attempted, standing));
                dispatch(identity);
            }
            case OutcomeRecord.LookedUp lookedUp -> {
                Identity identity = lookedUp.identity();
                carrier.happen(identity, stores.find(identity), new Input.LookedUp(lookedUp));
                verifier.heard(lookedUp);
            }
            case OutcomeRecord.Released released -> {
                Identity identity = released.identity();
                crew.departures().heard(released.nonce());
                carrier.happen(identity, stores.find(identity), new Input.Released(released));
                dispatch(identity);
            }
            case OutcomeRecord.Probed probe -> probed(probe);
            case OutcomeRecord.Commanded commanded ->
                HoldCommand.of(commanded)
                        .ifPresentOrElse(
                                command -> holds.command(command, crew.time().wallMillis()),
                                () -> crew.meters().count(Metric.STALE));
        }
    }

    private void dispatch(Identity identity) {
        Integration integration = roster.find(identity.integrationId());
        if (integration != null && probes.passed()) {
            dispatcher.dispatch(integration);
        }
    }

    private void probed(OutcomeRecord.Probed probe) {
        boolean first = !probes.passed();
        boolean waiting = probes.waiting();
        probes.read(probe).forEach(this::judge);
        if (first && probes.passed()) {
            watch.foreigners()
                    .forEach(identity -> carrier.happen(identity, stores.find(identity), new Input.Orphaned()));
        }
        if (waiting && !probes.waiting()) {
            // dispatches may begin, and what ripened meanwhile wants a probe of its own
            tick();
        }
    }

    private void judge(Identity identity, String nonce) {
        Watch.Watched watched = watch.entries().get(identity);
        if (watched != null && watched.nonce().equals(nonce)) {
            Standing standing = holds.standing(identity.integrationId());
            carrier.happen(identity, stores.find(identity), new Input.Overdue(nonce, standing));
        }
    }

    private void tick() {
        long now = crew.time().wallMillis();
        if (probes.waiting()) {
            probes.resend(now);
            alarm.wakeAt(probes.resendAt());
        } else {
            Map<Identity, String> ripe = watch.ripe(now);
            if (!ripe.isEmpty()) {
                probes.send(ripe, now);
                alarm.wakeAt(probes.resendAt());
            }
        }
        if (probes.passed()) {
            dispatcher.dispatchAll();
            verifier.look(now, carrier::happen);
        }
        sweep(now);
        alarm.wakeAt(Math.min(sweepAt, watch.nextRipe() <= now ? Long.MAX_VALUE : watch.nextRipe()));
        if (roster.changed()) {
            display.changed();
        }
        display.show();
    }

    private void sweep(long now) {
        if (now >= sweepAt) {
            long horizon = now - crew.settings().ledger().memory().toMillis();
            boolean more = stores.forget(horizon, SWEEP_BATCH) == SWEEP_BATCH;
            sweepAt = now + (more ? SWEEP_AGAIN_MILLIS : SWEEP_MILLIS);
            if (!more) {
                backlog.report(partition, now);
            }
        }
    }

    private void send(OutcomeRecord.Probed probe) {
        crew.publisher().inBackground(() -> crew.publisher().probe(probe, partition));
    }
}
