package courier.status;

import courier.ledger.Overview;
import courier.ledger.Share;
import courier.submission.limit.Limiter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Draws up {@link StatusReport}s. Thread-safe. */
final class StatusPage {

    /** So many integrations are listed unless somebody asks for more. */
    static final int LISTED = 500;

    private static final int LISTED_MAX = 10_000;

    private final Overview overview;
    private final Limiter limiter;
    private final int callsMax;
    private final long bytesMax;

    StatusPage(Overview overview, Limiter limiter, int callsMax, long bytesMax) {
        this.overview = overview;
        this.limiter = limiter;
        this.callsMax = callsMax;
        this.bytesMax = bytesMax;
    }

    StatusReport report(StatusReport.Self self, List<StreamView.Peer> peers, int listed) {
        List<Share> shares = overview.shares();
        List<StatusReport.Integration> all = new ArrayList<>();
        shares.forEach(share -> share.lines().values().forEach(line -> all.add(integration(share, line))));
        all.sort(Comparator.comparingInt((StatusReport.Integration each) -> each.hold() == null ? 1 : 0)
                .thenComparingLong(each -> -each.queued() - each.dispatched())
                .thenComparing(StatusReport.Integration::integrationId));
        List<StatusReport.Integration> shown = all.subList(0, Math.min(all.size(), Math.clamp(listed, 0, LISTED_MAX)));
        return new StatusReport(
                self,
                limits(),
                totals(shares, all),
                shares.stream().map(StatusPage::partition).toList(),
                shown,
                all.size() - shown.size(),
                peers.stream()
                        .map(peer -> new StatusReport.Worker(peer.address().toString(), peer.partitions()))
                        .toList());
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

    private static StatusReport.Totals totals(List<Share> shares, List<StatusReport.Integration> all) {
        return new StatusReport.Totals(
                shares.size(),
                all.size(),
                (int) all.stream().filter(each -> each.hold() != null).count(),
                all.stream().mapToLong(StatusReport.Integration::queued).sum(),
                all.stream().mapToLong(StatusReport.Integration::dispatched).sum(),
                all.stream()
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

    private StatusReport.Integration integration(Share share, Share.Line line) {
        return new StatusReport.Integration(
                line.integrationId(),
                share.partition(),
                line.queued(),
                line.dispatched(),
                limiter.inFlight(line.integrationId()),
                limiter.slots(line.integrationId()),
                limiter.paused(line.integrationId()).toMillis(),
                time(line.oldest()),
                line.dueAt() == Long.MAX_VALUE ? null : StatusReport.time(Math.max(line.dueAt(), 0)),
                StatusReport.HoldLine.of(share.holdOf(line)));
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : StatusReport.time(millis);
    }
}
