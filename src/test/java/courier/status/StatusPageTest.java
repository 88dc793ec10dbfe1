package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import courier.ledger.Hold;
import courier.ledger.Overview;
import courier.ledger.Share;
import courier.ops.Meters;
import courier.outcome.Scope;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.submission.limit.Reservation;
import courier.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StatusPageTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final StatusReport.Self SELF = new StatusReport.Self(
            "http://w:1",
            "2023-11-14T22:13:20Z",
            true,
            true,
            "ready",
            "The worker does its work.",
            new StatusReport.InForce("2023-11-14T22:13:20Z", "0123456789abcdef", null));
    private static final Hold HOLD =
            new Hold(Scope.INTEGRATION, "INTEGRATION.INACTIVE", NOW - 60_000, NOW + 1_000, 2, 0, false, false, 0, null);

    private final Overview overview = new Overview();
    private final ManualTime time = new ManualTime();
    private final Limiter limiter = new Limiter(Bounds.of(5, 8), time);
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final History history = new History(overview, meters, limiter, time);
    private final StatusPage page = new StatusPage(overview, limiter, history, 8, 1_000, time);

    @Test
    void shouldTellOfEachIntegrationWhatWaitsRunsAndIsHeldAndWhy() throws IOException {
        overview.publish(share(2, null, line("a:1", 4, 1, NOW - 9_000, null), line("a:2", 7, 0, NOW - 50_000, HOLD)));
        overview.publish(share(0, null, line("b:1", 0, 2, NOW - 1_000, null)));
        assertThat(limiter.reserve("a:1", 100, 0)).isInstanceOf(Reservation.Granted.class);
        limiter.pause("a:1", Duration.ofSeconds(3));

        StatusReport report = report(10);

        assertThat(report.partitions())
                .extracting(StatusReport.Partition::partition)
                .containsExactly(0, 2);
        assertThat(report.totals()).isEqualTo(new StatusReport.Totals(2, 3, 1, 1, 11, 3, "2023-11-14T22:12:30Z"));
        assertThat(report.limits()).isEqualTo(new StatusReport.Limits(1, 8, 100, 1_000, null));
        assertThat(report.integrations())
                .extracting(StatusReport.Integration::integrationId)
                .containsExactly("a:2", "a:1", "b:1");
        StatusReport.Integration running = report.integrations().get(1);
        assertThat(running.inFlight()).isEqualTo(1);
        assertThat(running.slots()).isEqualTo(5);
        assertThat(running.pausedMillis()).isEqualTo(3_000);
        assertThat(report.integrations().getFirst().hold())
                .isEqualTo(new StatusReport.HoldLine(
                        "integration",
                        "INTEGRATION.INACTIVE",
                        "Ask the customer to grant access again, or finish the setup in Kombo.",
                        "2023-11-14T22:12:20Z",
                        "2023-11-14T22:13:21Z",
                        2,
                        false,
                        false));
        Documented.as("status.schema.json", Reply.json(Reply.OK, report));
    }

    @Test
    void shouldShowTheHoldOfAllAtEachIntegrationOfThePartition() {
        Hold all = heldByAPerson();
        overview.publish(share(2, all, line("a:1", 4, 0, NOW, null), line("a:2", 7, 0, NOW, HOLD)));

        StatusReport report = report(10);

        assertThat(report.totals().integrationsHeld()).isEqualTo(2);
        assertThat(report.integrations())
                .allSatisfy(each -> assertThat(each.hold())
                        .extracting(StatusReport.HoldLine::scope, StatusReport.HoldLine::nextProbeAt)
                        .containsExactly("key", null));
        assertThat(report.partitions().getFirst().hold()).isNotNull();
    }

    @Test
    void shouldSayHowManyItDoesNotList() {
        List<Share.Line> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(line("a:" + i, i + 1, 0, NOW, null));
        }
        overview.publish(share(1, null, lines.toArray(Share.Line[]::new)));

        StatusReport report = report(3);

        assertThat(report.integrations())
                .extracting(StatusReport.Integration::integrationId)
                .containsExactly("a:39", "a:38", "a:37");
        assertThat(report.integrationsLeftOut()).isEqualTo(37);
        assertThat(report.totals().integrations()).isEqualTo(40);
    }

    @Test
    void shouldBeEmptyAndRightWithNothingToTell() throws IOException {
        StatusReport report = report(10);

        assertThat(report.totals()).isEqualTo(new StatusReport.Totals(0, 0, 0, 0, 0, 0, null));
        Documented.as("status.schema.json", Reply.json(Reply.OK, report));
    }

    private StatusReport report(int listed) {
        return page.report(
                SELF,
                List.of(new StreamView.Peer(URI.create("http://w:1"), List.of(0, 2))),
                new StatusPage.Choice("", listed));
    }

    private static Hold heldByAPerson() {
        return new Hold(Scope.KEY, "HELD_BY_PERSON", NOW, Long.MAX_VALUE, 0, 0, true, false, 0, null);
    }

    private static Share share(int partition, @Nullable Hold all, Share.Line... lines) {
        return new Share(
                partition,
                "life",
                NOW,
                true,
                0,
                0,
                Long.MAX_VALUE,
                all,
                Arrays.stream(lines).collect(Collectors.toMap(Share.Line::integrationId, Function.identity())));
    }

    private static Share.Line line(String id, long queued, long dispatched, long oldest, @Nullable Hold hold) {
        return new Share.Line(id, queued, dispatched, oldest, queued == 0 ? Long.MAX_VALUE : NOW, hold);
    }
}
