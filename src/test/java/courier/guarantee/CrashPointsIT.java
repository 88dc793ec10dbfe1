package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import courier.guarantee.broken.Build;
import courier.guarantee.broken.Order;
import courier.guarantee.broken.Point;
import courier.guarantee.broken.Trap;
import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.DoubtsAreFew;
import courier.sandbox.account.DoubtsHaveReasons;
import courier.sandbox.account.DoubtsHaveReasons.Disruption;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.account.Guarantee;
import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.account.Guarantees;
import courier.sandbox.account.History;
import courier.sandbox.kombo.Post;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.sandbox.part.Worker;
import courier.testing.Together;
import courier.testing.Together.Named;
import courier.testing.WithParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A worker dies at each point of the way, and comes back: every guarantee holds, and of the intents that it was busy
 * with comes what has to come.
 */
@WithParts
@Tag("chaos")
class CrashPointsIT {

    private static final int AT_A_TIME = 3;
    private static final int INTENTS = 24;
    private static final int SLOTS = 2;

    /** Of the points that each intent passes: others are before, behind and beside the one. */
    private static final int NTH = 3;

    /** Longer than all that is done on the way but the call. */
    private static final Duration CALL = Duration.ofMillis(800);

    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LIVES = Duration.ofMillis(500);

    private final Map<Point, String> rows = new ConcurrentSkipListMap<>();

    @TestFactory
    Stream<DynamicTest> shouldKeepEveryGuaranteeWhereverTheWorkerDies(Broker broker, Registry registry) {
        String only = System.getProperty("chaos.points", ".*");
        List<Named> tests = Stream.of(Point.values())
                .filter(point -> point.name().matches(only))
                .map(point -> new Named(point.name(), () -> dieAt(broker, registry, point)))
                .toList();
        return Together.play(AT_A_TIME, tests).onClose(this::publish);
    }

    private void dieAt(Broker broker, Registry registry, Point point) {
        try (Stage stage = new Stage(broker, registry, SLOTS, Map.of())) {
            stage.taking(CALL);
            Worker worker = stage.deployment()
                    .worker("one", Build.sound(), Order.halt(point, point.isOfTransaction() ? 1 : NTH));
            stage.deployment().publish(INTENTS);
            assertThat(worker.awaitEnd(Deployment.LONG_ENOUGH))
                    .as(worker.lastLines())
                    .isEqualTo(Trap.HALTED);
            List<String> caught = stage.deployment().awaitSprung(point.name());
            // no life begins so soon, and a call of the last one may still be on its way through the stand-in
            long died = System.currentTimeMillis() + BETWEEN_LIVES.toMillis();

            Worker again = stage.deployment().worker("one");
            var _ = stage.deployment().awaitEnds(INTENTS);

            assertThat(again.stop()).isZero();
            check(point, stage.deployment().history(), caught, died);
        }
    }

    private void check(Point point, History history, List<String> caught, long died) {
        Stream<Guarantee> guarantees = Stream.concat(
                Guarantees.PARKED.stream(),
                Stream.of(
                        new DoubtsHaveReasons(List.of(new Disruption(died - BETWEEN_LIVES.toMillis(), died)), DELIVERY),
                        new DoubtsAreFew(SLOTS, 1)));
        assertThat(guarantees.map(guarantee -> guarantee.check(history))).allMatch(Finding::isKept);
        List<Row> of = history.rows().stream()
                .filter(row -> row.asked() instanceof Intent intent
                        && caught.contains(intent.identity().intent()))
                .toList();
        assertThat(of).hasSameSizeAs(caught).isNotEmpty();
        assertThat(of).allSatisfy(row -> check(point.fate(), row, history.postsOf(row), died));
        rows.put(point, row(point, history, of, died));
    }

    private static void check(Point.Fate fate, Row row, List<Post> posts, long died) {
        long created = posts.stream().filter(Post::created).count();
        switch (fate) {
            case CALLED_LATER -> {
                assertThat(row.ended()).isInstanceOf(Success.class);
                assertThat(posts).singleElement().matches(post -> post.arrivedAt() >= died);
            }
            case ON_RECORD -> {
                assertThat(row.ended()).isInstanceOf(Success.class);
                assertThat(posts).singleElement().matches(post -> post.arrivedAt() < died);
            }
            case DOUBT, DOUBT_UNSENT, DOUBT_SENT -> {
                assertThat(row.ended()).isInstanceOf(DeadLetter.class).matches(end -> ((DeadLetter) end).inDoubt());
                assertThat(posts).allMatch(post -> post.arrivedAt() < died);
                assertThat(created)
                        .isBetween(fate == Point.Fate.DOUBT_SENT ? 1L : 0L, fate == Point.Fate.DOUBT_UNSENT ? 0L : 1L);
            }
        }
    }

    private static String row(Point point, History history, List<Row> caught, long died) {
        long inDoubt = history.rows().stream()
                .filter(row -> row.ended() instanceof DeadLetter letter && letter.inDoubt())
                .count();
        long next = history.posts().stream()
                .mapToLong(Post::arrivedAt)
                .filter(at -> at >= died)
                .min()
                .orElse(died);
        return "| %s | %d | %s | %d | %.1f s |\n"
                .formatted(
                        point.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT),
                        caught.size(),
                        switch (point.fate()) {
                            case CALLED_LATER -> "called once, by the next life";
                            case DOUBT -> "in doubt";
                            case DOUBT_UNSENT -> "in doubt, nothing created";
                            case DOUBT_SENT -> "in doubt, created";
                            case ON_RECORD -> "delivered, not called again";
                        },
                        inDoubt,
                        (next - died + BETWEEN_LIVES.toMillis()) / 1000.0);
    }

    private void publish() {
        Page.publish(
                "crash-points",
                "| died | intents caught there | what came of them | in doubt in all | next call after |\n"
                        + "|---|---|---|---|---|\n" + String.join("", rows.values()));
    }
}
