package courier.chaos;

import courier.chaos.Fault.Mood;
import courier.guarantee.Offsets;
import courier.sandbox.account.DoubtsHaveReasons.Disruption;
import courier.sandbox.part.Broker;
import courier.testing.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries faults out, and ends them. Used by one thread. */
final class Faults {

    /** How Kombo is when nobody told it otherwise: as ATSs are, but quicker. */
    static final String USUAL = "{\"latency\": {\"median\": \"200ms\", \"sigma\": 0.6, \"seed\": 7}}";

    private static final long BROKER_SETTLES_MILLIS = 10_000;

    private final Site site;
    private final Application application;
    private final Fleet fleet;
    private final Consumer<String> log;
    private final List<Pending> pending = new ArrayList<>();
    private final List<Disruption> disruptions = new ArrayList<>();

    /** A fault that lasts. */
    private record Pending(Fault fault, long dueAt, Runnable end) {}

    Faults(Site site, Application application, Fleet fleet, Consumer<String> log) {
        this.site = site;
        this.application = application;
        this.fleet = fleet;
        this.log = log;
    }

    /** Begins a fault; one that finds nothing to break is told and left out. */
    void begin(Fault fault) {
        endBefore(fault);
        Runnable end = broken(fault);
        if (end == null) {
            log.accept("left out, as its worker is away: " + fault);
            return;
        }
        log.accept("begins: " + fault);
        pending.add(new Pending(fault, now() + fault.lasts().toMillis(), end));
        endDue();
    }

    /** Ends what has lasted long enough. */
    void endDue() {
        List<Pending> due =
                pending.stream().filter(fault -> fault.dueAt() <= now()).toList();
        due.forEach(this::end);
    }

    /** Whether a fault still lasts. */
    boolean lasting() {
        return !pending.isEmpty();
    }

    /** What may have cost an outcome. */
    List<Disruption> disruptions() {
        return List.copyOf(disruptions);
    }

    /** Notes something that may have cost an outcome though no fault was meant to. */
    void disrupted() {
        disrupted(now(), now());
    }

    /** Two brokers of three away would only stop everything; and all workers must be there to be stopped. */
    private void endBefore(Fault fault) {
        List<Pending> inTheWay = pending.stream()
                .filter(other -> switch (fault) {
                    case Fault.KillBroker _, Fault.MoveLeaders _ -> other.fault() instanceof Fault.KillBroker;
                    case Fault.ResetOffsets _, Fault.RollingUpgrade _ -> true;
                    case Fault.KomboMood _ -> other.fault() instanceof Fault.KomboMood;
                    case Fault.RegistryAway _ -> other.fault() instanceof Fault.RegistryAway;
                    case Fault.BlobStoreAway _ -> other.fault() instanceof Fault.BlobStoreAway;
                    case Fault.Kill _,
                            Fault.Stop _,
                            Fault.Freeze _,
                            Fault.FullDisk _,
                            Fault.ScaleUp _,
                            Fault.ScaleDown _ -> false;
                })
                .toList();
        inTheWay.forEach(this::end);
    }

    private void end(Pending fault) {
        fault.end().run();
        pending.remove(fault);
    }

    /** Breaks it; returns how to mend it, or null if there is nothing to break. */
    private @Nullable Runnable broken(Fault fault) {
        return switch (fault) {
            case Fault.Kill(int worker, Fault.Disk disk, var _) -> fleet.isThere(worker) ? kill(worker, disk) : null;
            case Fault.Stop(int worker, var _) -> fleet.isThere(worker) ? stop(worker) : null;
            case Fault.Freeze(int worker, var _) -> fleet.isThere(worker) ? freeze(worker) : null;
            case Fault.FullDisk(int worker, var _) -> fleet.isThere(worker) ? fillDisk(worker) : null;
            case Fault.ScaleUp _ -> done(fleet::add);
            case Fault.ScaleDown(int worker) ->
                fleet.isThere(worker) && fleet.wanted() > 1 ? done(() -> scaleDown(worker)) : null;
            case Fault.RollingUpgrade _ -> done(this::roll);
            case Fault.KillBroker(int broker, var _) ->
                killBroker(site.cluster().brokers().get(broker));
            case Fault.MoveLeaders _ ->
                done(() -> site.moveLeaders(application.settings().kafka().applicationId()));
            case Fault.RegistryAway _ -> registryAway();
            case Fault.BlobStoreAway _ -> blobStoreAway();
            case Fault.KomboMood(Mood mood, var _) -> mood(mood);
            case Fault.ResetOffsets _ -> done(this::resetOffsets);
        };
    }

    private static Runnable done(Runnable once) {
        once.run();
        return () -> {};
    }

    private Runnable kill(int worker, Fault.Disk disk) {
        fleet.kill(worker, disk);
        disrupted(now(), now());
        return () -> fleet.start(worker);
    }

    private Runnable stop(int worker) {
        properly(worker);
        return () -> fleet.start(worker);
    }

    /** A worker that does not end with 0 says itself that it may have left something in doubt. */
    private void properly(int worker) {
        long from = now();
        int code = fleet.stop(worker);
        if (code != 0) {
            log.accept("worker-" + worker + " was asked to end, and ended with " + code);
            disrupted(from, now());
        }
    }

    private Runnable freeze(int worker) {
        long from = now();
        fleet.freeze(worker);
        return () -> {
            fleet.thaw(worker);
            disrupted(from, now());
        };
    }

    private Runnable fillDisk(int worker) {
        long from = now();
        fleet.fillDisk(worker);
        return () -> {
            int code = fleet.stop(worker);
            log.accept("worker-" + worker + " ended on a full disk with " + code);
            disrupted(from, now());
            fleet.start(worker);
        };
    }

    private void scaleDown(int worker) {
        properly(worker);
        fleet.retire(worker);
    }

    private void roll() {
        for (int i = 0; i < fleet.size(); i++) {
            if (fleet.isThere(i)) {
                properly(i);
                fleet.swapBuild(i);
                fleet.start(i);
            }
        }
    }

    private Runnable killBroker(Broker broker) {
        long from = now();
        broker.kill();
        return () -> {
            broker.start();
            disrupted(from, now() + BROKER_SETTLES_MILLIS);
        };
    }

    private Runnable registryAway() {
        Signals.freeze(site.registry().handle());
        return () -> Signals.thaw(site.registry().handle());
    }

    private Runnable blobStoreAway() {
        Signals.freeze(site.blobStore().handle());
        return () -> Signals.thaw(site.blobStore().handle());
    }

    private Runnable mood(Mood mood) {
        application.kombo().behave(json(mood));
        return () -> application.kombo().behave(USUAL);
    }

    private static String json(Mood mood) {
        String rules = switch (mood) {
            case CUTS -> """
                        {"chance": 0.1, "seed": 1, "cut": "after_creation"},
                        {"chance": 0.2, "seed": 2, "cut": "before_body"},
                        {"chance": 0.1, "seed": 3, "cut": "in_answer"}""";
            case SLOW -> "";
            case BUSY -> "{\"chance\": 0.5, \"seed\": 4, \"refuse\": \"PLATFORM.RATE_LIMIT_EXCEEDED\"}";
            case TOO_LATE -> "{\"chance\": 0.2, \"seed\": 5, \"late\": \"5s\"}";
        };
        String latency = mood == Mood.SLOW ? "{\"uniform\": [\"1s\", \"2s\"], \"seed\": 6}" : "{\"fixed\": \"200ms\"}";
        return "{\"latency\": " + latency + ", \"rules\": [" + rules + "]}";
    }

    private void resetOffsets() {
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < fleet.size(); i++) {
            if (fleet.isThere(i)) {
                there.add(i);
                properly(i);
            }
        }
        Offsets.toBeginning(application.settings());
        there.forEach(fleet::start);
    }

    private void disrupted(long from, long to) {
        disruptions.add(new Disruption(from, to));
    }

    static long now() {
        return System.currentTimeMillis();
    }
}
