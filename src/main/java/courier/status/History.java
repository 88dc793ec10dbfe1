package courier.status;

import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Durations;
import courier.ops.Label;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last quarter of an hour of a worker, in steps, so that whoever opens the page during an incident sees how it
 * began ({@code RATIONALE.md}, "Why the worker keeps the last quarter of an hour"). Read off the meters that Prometheus
 * scrapes, and bounded in all that it keeps.
 *
 * <p>Threads: one takes the steps, all others look; one lock guards everything.
 */
final class History {

    static final Duration STEP = Duration.ofSeconds(5);
    static final int STEPS = 180;

    /** In a single step there are too few calls for a quantile. */
    private static final int STEPS_OF_QUANTILE = 6;

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;

    private final Overview overview;
    private final Meters meters;
    private final Limiter limiter;
    private final Time time;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Trails trails = new Trails();
    private final Map<String, Long> letteredAt = new HashMap<>();
    private Totals totals;
    private long taken;

    /** What the meters have counted since the process began. */
    private record Totals(long succeeded, Map<String, Long> letters, Durations calls) {}

    /**
     * A step.
     *
     * @param letters dead letters by code, of the codes that had any
     */
    private record Step(
            long at, long succeeded, Map<String, Long> letters, Durations calls, long queued, long inFlight) {

        long deadLettered() {
            return letters.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    History(Overview overview, Meters meters, Limiter limiter, Time time) {
        this.overview = overview;
        this.meters = meters;
        this.limiter = limiter;
        this.time = time;
        this.totals = totals();
    }

    private Totals totals() {
        return new Totals(
                meters.counts(Metric.ENDED, Label.END).getOrDefault(Label.SUCCESS, 0L),
                meters.counts(Metric.DEAD_LETTERED, Label.CODE),
                meters.durations(Metric.CALL));
    }

    /** Takes a step; to be called once in each {@link #STEP}. */
    synchronized void step() {
        long now = time.wallMillis();
        Totals before = totals;
        totals = totals();
        List<Share.Line> lines = overview.shares().stream()
                .flatMap(share -> share.lines().values().stream())
                .toList();
        steps.addLast(new Step(
                now,
                totals.succeeded() - before.succeeded(),
                lettered(before, now),
                totals.calls().since(before.calls()),
                lines.stream().mapToLong(Share.Line::queued).sum(),
                limiter.inFlight()));
        if (steps.size() > STEPS) {
            steps.removeFirst();
        }
        trails.note(taken++, lines, overview.ends().take());
    }

    private Map<String, Long> lettered(Totals before, long now) {
        Map<String, Long> more = new HashMap<>();
        totals.letters().forEach((code, count) -> {
            long since = count - before.letters().getOrDefault(code, 0L);
            if (since > 0) {
                more.put(code, since);
                letteredAt.put(code, now);
            }
        });
        return Map.copyOf(more);
    }

    /** What has happened. */
    synchronized Recent recent() {
        List<Step> kept = List.copyOf(steps);
        List<@Nullable Long> medians = new ArrayList<>();
        List<@Nullable Long> slow = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Durations around = calls(kept.subList(Math.max(0, i + 1 - STEPS_OF_QUANTILE), i + 1));
            medians.add(millis(around, MEDIAN));
            slow.add(millis(around, SLOW));
        }
        Durations all = calls(kept);
        return new Recent(
                StatusReport.time(
                        kept.isEmpty() ? time.wallMillis() : kept.getLast().at()),
                (int) STEP.toSeconds(),
                line(kept, Step::succeeded),
                line(kept, Step::deadLettered),
                line(kept, Step::queued),
                line(kept, Step::inFlight),
                medians,
                slow,
                new Recent.Calls(all.count(), millis(all, MEDIAN), millis(all, SLOW)));
    }

    /** Dead letters by code, since the process began; those of which there were most of late come first. */
    synchronized List<StatusReport.Letters> letters() {
        Map<String, Long> recent = new HashMap<>();
        steps.forEach(step -> step.letters().forEach((code, count) -> recent.merge(code, count, Long::sum)));
        return letteredAt.entrySet().stream()
                .map(each -> StatusReport.Letters.of(
                        each.getKey(),
                        recent.getOrDefault(each.getKey(), 0L),
                        totals.letters().getOrDefault(each.getKey(), 0L),
                        each.getValue()))
                .sorted(Comparator.comparingLong((StatusReport.Letters each) -> -each.recent())
                        .thenComparing(StatusReport.Letters::lastAt, Comparator.reverseOrder())
                        .thenComparing(StatusReport.Letters::code))
                .toList();
    }

    /** What has happened to integrations that had anything to do. */
    synchronized Map<String, Trail.Told> trails() {
        return trails.told();
    }

    private Durations calls(List<Step> some) {
        Durations sum = Durations.none(totals.calls().bounds());
        for (Step step : some) {
            sum = sum.and(step.calls());
        }
        return sum;
    }

    private static @Nullable Long millis(Durations durations, double part) {
        return durations.quantile(part).map(Duration::toMillis).orElse(null);
    }

    private static List<Long> line(List<Step> steps, ToLongFunction<Step> value) {
        return steps.stream().mapToLong(value).boxed().toList();
    }
}
