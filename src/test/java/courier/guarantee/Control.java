package courier.guarantee;

import courier.guarantee.broken.Build;
import courier.guarantee.broken.Mutant;
import courier.guarantee.broken.Order;
import courier.guarantee.broken.Point;
import courier.sandbox.account.DoubtsHaveReasons;
import courier.sandbox.account.DoubtsHaveReasons.Disruption;
import courier.sandbox.account.Guarantee.Finding;
import courier.sandbox.account.NoCallAfterTheEnd;
import courier.sandbox.account.NoSecondCallWithoutDoubt;
import courier.sandbox.account.OneEnd;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A scene for each mutant in which the missing step is what makes the difference, and nothing is left to luck: traps
 * hold threads in the very places where the hole is open.
 */
enum Control {
    /** The worker dies with its markers written and not committed. */
    COMMIT_HOOK(Mutant.NO_COMMIT_HOOK) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            stage.taking(ENDLESS);
            Worker worker = stage.deployment().worker("one", build, Order.hold(Point.COMMIT_BEFORE));
            stage.deployment().publish(INTENTS);
            var _ = stage.deployment().awaitSprung(Point.COMMIT_BEFORE.name());
            boolean _ = Patience.until(
                    Duration.ofSeconds(8), () -> stage.deployment().posts() > 0);
            worker.kill();

            stage.taking(QUICK);
            Worker _ = stage.deployment().worker("one", build);
            var _ = stage.deployment().awaitEnds(INTENTS);
            return stage.check(new NoSecondCallWithoutDoubt(false));
        }
    },

    /** The worker dies with outcomes on record that it has not read. */
    PROBE(Mutant.NO_PROBE) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            Worker worker = stage.deployment().worker("one", build, Order.hold(Point.OUTCOME_READ_BEFORE));
            stage.deployment().publish(INTENTS);
            var _ = stage.deployment().awaitSprung(Point.OUTCOME_READ_BEFORE.name());
            boolean _ = Patience.until(Deployment.LONG_ENOUGH, () -> stage.quietFor(DELIVERY.plus(QUICK)));
            long killed = System.currentTimeMillis();
            worker.kill();

            Worker _ = stage.deployment().worker("one", build);
            var _ = stage.deployment().awaitEnds(INTENTS);
            return stage.check(new DoubtsHaveReasons(List.of(new Disruption(killed, killed)), DELIVERY));
        }
    },

    /** The worker is stopped while a call waits for leave to start. */
    RELEASE(Mutant.NO_RELEASE) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            Worker worker = stage.deployment().worker("one", build, Order.hold(Point.PERMIT_BEFORE));
            stage.deployment().publish(INTENTS);
            var _ = stage.deployment().awaitSprung(Point.PERMIT_BEFORE.name());
            int _ = worker.stop();

            Worker _ = stage.deployment().worker("one", build);
            var _ = stage.deployment().awaitEnds(INTENTS);
            return stage.check(new DoubtsHaveReasons(List.of(), DELIVERY));
        }
    },

    /** A call gets leave to start after its intent was given up as in doubt. */
    START_BY(Mutant.NO_START_BY) {
        @Override
        Map<String, String> settings() {
            return SHORT_GRACE;
        }

        @Override
        List<Finding> play(Stage stage, Build build) {
            Worker _ =
                    stage.deployment().worker("one", build, Order.hold(Point.PERMIT_BEFORE), Order.hold(Order.RELEASE));
            stage.deployment().publish(FEW);
            var late =
                    stage.deployment().awaitSprung(Point.PERMIT_BEFORE.name()).getFirst();
            var _ = stage.deployment().awaitEnds(FEW);
            stage.deployment().letGo(Point.PERMIT_BEFORE.name());
            boolean _ = Patience.until(
                    Deployment.LONG_ENOUGH, () -> stage.deployment().hasSprung(Order.RELEASE) || stage.posts(late) > 0);
            return stage.check(new NoCallAfterTheEnd());
        }
    },

    /** A dispatch of an aborted transaction is given back while the next one of its intent is under way. */
    LATE_RECORDS(Mutant.ANY_NONCE) {
        @Override
        Map<String, String> settings() {
            return Map.of("kombo.request-timeout", "30s");
        }

        @Override
        List<Finding> play(Stage stage, Build build) {
            stage.taking(Duration.ofSeconds(10));
            Worker _ =
                    stage.deployment().worker("one", build, Order.fail(Point.COMMIT_BEFORE), Order.hold(Order.RELEASE));
            stage.deployment().publish(FEW);
            var released = stage.deployment().awaitSprung(Order.RELEASE).getFirst();
            boolean _ = Patience.until(Deployment.LONG_ENOUGH, () -> stage.posts(released) > 0);
            stage.deployment().letGo(Order.RELEASE);
            boolean _ = Patience.until(Duration.ofSeconds(9), () -> stage.posts(released) > 1);
            stage.taking(QUICK);
            var _ = stage.deployment().awaitEnds(FEW);
            return stage.check(new NoSecondCallWithoutDoubt(false));
        }
    },

    /** The outcome of a call never comes. */
    DEADLINE(Mutant.NO_DEADLINE) {
        @Override
        Map<String, String> settings() {
            return SHORT_GRACE;
        }

        @Override
        List<Finding> play(Stage stage, Build build) {
            Worker _ = stage.deployment().worker("one", build, Order.hold(Point.OUTCOME_SEND_BEFORE));
            stage.deployment().publish(FEW);
            var _ = stage.deployment().awaitSprung(Point.OUTCOME_SEND_BEFORE.name());
            OneEnd guarantee = new OneEnd();
            boolean _ = Patience.until(
                    Duration.ofSeconds(45),
                    QUICK,
                    () -> guarantee.check(stage.deployment().history()).isKept());
            return stage.check(guarantee);
        }
    },

    /** The worker is stopped while calls are under way. */
    OUTCOMES(Mutant.OUTCOMES_IN_MEMORY) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            stage.taking(Duration.ofSeconds(3));
            Worker worker = stage.deployment().worker("one", build);
            stage.deployment().publish(FEW);
            stage.deployment().awaitPosts(FEW);
            int _ = worker.stop();

            Worker _ = stage.deployment().worker("one", build);
            var _ = stage.deployment().awaitEnds(FEW);
            return stage.check(new DoubtsHaveReasons(List.of(), DELIVERY));
        }
    },

    /** All intents come once more: the offsets are reset. */
    MEMORY(Mutant.NO_MEMORY) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            Worker worker = stage.deployment().worker("one", build);
            stage.deployment().publish(FEW);
            var _ = stage.deployment().awaitEnds(FEW);
            int _ = worker.stop();
            Offsets.toBeginning(stage.settings());

            Worker _ = stage.deployment().worker("one", build);
            // of the same jobs and integrations: what came before has been taken when these end
            stage.deployment()
                    .publish(IntStream.range(0, FEW)
                            .mapToObj(number -> Publisher.intent(SAME_AGAIN + number))
                            .toList());
            var _ = stage.deployment().awaitEnds(2 * FEW);
            boolean _ = Patience.until(Deployment.LONG_ENOUGH, () -> stage.quietFor(DELIVERY));
            var _ = stage.deployment().awaitEnds(stage.deployment().posts());
            return stage.check(new NoCallAfterTheEnd(), new NoSecondCallWithoutDoubt(false), new OneEnd());
        }
    },

    /** Connections are cut after the application was created. */
    DOUBT(Mutant.DOUBT_IS_FAILURE) {
        @Override
        List<Finding> play(Stage stage, Build build) {
            stage.kombo().behaviours().byDefault(Behaviour.first(FEW, new Act.Cut(Act.Moment.AFTER_CREATION)));
            Worker _ = stage.deployment().worker("one", build);
            stage.deployment().publish(FEW);
            var _ = stage.deployment().awaitEnds(FEW);
            return stage.check(new NoSecondCallWithoutDoubt(false));
        }
    };

    static final int SLOTS = 5;

    private static final int INTENTS = 24;
    private static final int FEW = 8;
    private static final int SAME_AGAIN = 200;
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final Duration ENDLESS = Duration.ofSeconds(20);
    private static final Duration DELIVERY = Duration.ofSeconds(3);

    /** A grace of 14 seconds. */
    private static final Map<String, String> SHORT_GRACE = Map.of(
            "ledger.start-by", "1s",
            "kombo.connect-timeout", "1s",
            "kombo.request-timeout", "2s",
            "ledger.outcome-delivery", "5s");

    private final Mutant mutant;

    Control(Mutant mutant) {
        this.mutant = mutant;
    }

    Mutant mutant() {
        return mutant;
    }

    /** What its workers have beside the usual. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** Plays it with workers of a build; returns what its guarantees found. */
    abstract List<Finding> play(Stage stage, Build build);
}
