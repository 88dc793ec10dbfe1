package courier.status;

import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Time;
import courier.submission.limit.Limiter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Draws up {@link StatusReport}s. Thread-safe. */
final class StatusPage {

    /** So many integrations are listed unless somebody asks for more. */
    static final int LISTED = 500;

    private static final int LISTED_MAX = 10_000;

    private static final Comparator<Drawn> WORST_FIRST = Comparator.comparing(Drawn::condition)
            .thenComparing(
                    each -> each.line().hold() == null ? "" : each.line().hold().since())
            .thenComparingLong(each -> -each.line().queued() - each.line().dispatched())
            .thenComparing(each -> each.line().integrationId());

    private final Overview overview;
    private final Limiter limiter;
    private final History history;
    private final int callsMax;
    private final long bytesMax;
    private final Time time;

    StatusPage(Overview overview, Limiter limiter, History history, int callsMax, long bytesMax, Time time) {
        this.overview = overview;
        this.limiter = limiter;
        this.history = history;
        this.callsMax = callsMax;
        this.bytesMax = bytesMax;
        this.time = time;
    }

    /**
     * Which integrations are wanted.
     *
     * @param match a part of their ids, in any case; empty for all
     * @param listed how many at most
     */
    record Choice(String match, int listed) {

        boolean takes(String integrationId) {
            return integrationId.toLowerCase(Locale.ROOT).contains(match.toLowerCase(Locale.ROOT));
        }
    }

    private record Drawn(Condition condition, StatusReport.Integration line) {}

    StatusReport report(StatusReport.Self self, List<StreamView.Peer> peers, Choice choice) {
        long now = time.wallMillis();
        List<Share> shares = overview.shares();
        List<Drawn> all = integrations(shares, now);
        List<StatusReport.Integration> wanted = all.stream()
                .sorted(WORST_FIRST)
                .map(Drawn::line)
                .filter(line -> choice.takes(line.integrationId()))
                .toList();
        List<StatusReport.Integration> shown =
                wanted.subList(0, Math.min(wanted.size(), Math.clamp(choice.listed(), 0, LISTED_MAX)));
        return new StatusReport(
                StatusReport.time(now),
                self,
                limits(),
                totals(shares, all),
                history.recent(),
                shares.stream().map(StatusPage::partition).toList(),
                shown,
                wanted.size() - shown.size(),
                history.letters(),
                peers.stream()
                        .map(peer -> new StatusReport.Worker(peer.address().toString(), peer.partitions()))
                        .toList());
    }

    private List<Drawn> integrations(List<Share> shares, long now) {
        Map<String, Trail.Told> trails = new HashMap<>(history.trails());
        List<Drawn> all = new ArrayList<>();
        for (Share share : shares) {
            for (Share.Line line : share.lines().values()) {
                Trail.Told trail = trails.remove(line.integrationId());
                all.add(drawn(share, line, trail == null ? Trail.Told.NOTHING : trail, now));
            }
        }
        trails.forEach((id, trail) -> {
            if (trail.succeeded() + trail.deadLettered() > 0) {
                all.add(drawn(null, new Share.Line(id, 0, 0, null, Long.MAX_VALUE, null), trail, now));
            }
        });
        return all;
    }

    private StatusReport.Limits limits() {
        OptionalLong left = limiter.requestsLeft();
        return new StatusReport.Limits(
                limiter.inFlight(),
                callsMax,
                limiter.attachmentBytes(),
                bytesMax,
                left.isPresent() ? Long.valueOf(left.getAsLong()) : null);
    }

    private static StatusReport.Totals totals(List<Share> shares, List<Drawn> all) {
        List<StatusReport.Integration> lines = all.stream().map(Drawn::line).toList();
        return new StatusReport.Totals(
                shares.size(),
                (int) lines.stream().filter(each -> each.partition() != null).count(),
                (int) lines.stream().filter(each -> each.hold() != null).count(),
                (int) all.stream().filter(each -> each.condition().trouble()).count(),
                lines.stream().mapToLong(StatusReport.Integration::queued).sum(),
                lines.stream().mapToLong(StatusReport.Integration::dispatched).sum(),
                lines.stream()
                        .map(StatusReport.Integration::oldestOpenSince)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static StatusReport.Partition partition(Share share) {
        return new StatusReport.Partition(
                share.partition(),
                share.ready(),
                StatusReport.time(share.at()),
                share.lines().values().stream().mapToLong(Share.Line::queued).sum(),
                share.lines().values().stream()
                        .mapToLong(Share.Line::dispatched)
                        .sum(),
                StatusReport.HoldLine.of(share.all()));
    }

    private Drawn drawn(@Nullable Share share, Share.Line line, Trail.Told trail, long now) {
        String id = line.integrationId();
        long paused = limiter.paused(id).toMillis();
        Long dueAt = line.dueAt() == Long.MAX_VALUE ? null : Long.valueOf(Math.max(line.dueAt(), 0));
        StatusReport.HoldLine hold = share == null ? null : StatusReport.HoldLine.of(share.holdOf(line));
        Condition condition = Condition.of(
                new Condition.Signs(
                        hold != null,
                        trail.failing(),
                        line.queued(),
                        line.dispatched(),
                        paused > 0,
                        dueAt,
                        line.oldest()),
                now);
        return new Drawn(
                condition,
                new StatusReport.Integration(
                        id,
                        condition.text(),
                        share == null ? null : Integer.valueOf(share.partition()),
                        line.queued(),
                        line.dispatched(),
                        limiter.inFlight(id),
                        limiter.slots(id),
                        paused,
                        time(line.oldest()),
                        time(dueAt),
                        trail.succeeded(),
                        trail.deadLettered(),
                        trail.queued(),
                        hold));
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : StatusReport.time(millis);
    }
}
