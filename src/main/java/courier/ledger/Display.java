package courier.ledger;

import courier.ops.Time;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws the picture that a task shows of itself, at most once a second, and of what has changed since alone. A change
 * within that second is shown at its end, so that the last one is never missing ({@code RATIONALE.md}, "Why tasks show
 * pictures of themselves").
 *
 * <p>Threads: owned by the task's stream thread; what it hands to the {@link Overview} never changes.
 */
final class Display {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Overview overview;
    private final Time time;
    private final Alarm alarm;
    private final Roster roster;
    private final Backlog backlog;
    private final Watch watch;
    private final Probes probes;
    private final int partition;
    private final String life;
    private Map<String, Share.Line> lines = Map.of();
    private long heard;
    private boolean changed;
    private long nextAt;

    Display(
            Crew crew,
            Alarm alarm,
            Roster roster,
            Backlog backlog,
            Watch watch,
            Probes probes,
            int partition,
            String life) {
        this.overview = crew.overview();
        this.time = crew.time();
        this.alarm = alarm;
        this.roster = roster;
        this.backlog = backlog;
        this.watch = watch;
        this.probes = probes;
        this.partition = partition;
        this.life = life;
        this.nextAt = time.nanos();
    }

    /** An outcome has been read. */
    void heard() {
        heard++;
    }

    /** Something may have changed. */
    void changed() {
        changed = true;
    }

    /** Shows what has changed, now or as soon as it may. */
    void show() {
        if (!changed) {
            return;
        }
        long rest = nextAt - time.nanos();
        if (rest > 0) {
            alarm.wakeAt(time.wallMillis() + 1 + Duration.ofNanos(rest).toMillis());
            return;
        }
        changed = false;
        nextAt = time.nanos() + INTERVAL.toNanos();
        overview.publish(draw(time.wallMillis()));
    }

    void takeDown() {
        overview.withdraw(partition, life);
    }

    private Share draw(long now) {
        Map<String, Share.Line> next = new HashMap<>(lines);
        for (Integration integration : roster.all()) {
            if (!integration.changed()) {
                continue;
            }
            integration.drawn();
            if (integration.queued() + integration.dispatched() == 0
                    && integration.health().hold() == null) {
                next.remove(integration.id());
            } else {
                next.put(integration.id(), line(integration));
            }
        }
        lines = Collections.unmodifiableMap(next);
        roster.everyone().drawn();
        return new Share(
                partition,
                life,
                now,
                probes.passed(),
                heard,
                watch.own(),
                watch.nextRipe(),
                roster.everyone().health().hold(),
                lines);
    }

    private Share.Line line(Integration integration) {
        return new Share.Line(
                integration.id(),
                integration.queued(),
                integration.dispatched(),
                backlog.oldest(integration),
                integration.dueAt(),
                integration.health().hold());
    }
}
