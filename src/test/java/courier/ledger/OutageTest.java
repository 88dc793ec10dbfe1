package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Fence;
import courier.ledger.OutageBench.Answer;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Six hours of trouble on a virtual clock, with the default settings and the real code of a ledger task. What it comes
 * to is committed in {@code docs/outages.md}.
 */
class OutageTest {

    private static final Path REPORT = Path.of("docs", "outages.md");
    private static final String UPDATE = "outages.update";

    private static final String SICK = "workday:sick";
    private static final List<String> ALL = List.of("workday:a", "workday:b", SICK, "workday:c");
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration OUTAGE = Duration.ofHours(6);
    private static final int INTERVALS = 360;
    private static final int SLOTS = 30;
    private static final int FAILURES_IN_ROW = 5;

    private static final Map<Trouble, Result> RESULTS = new EnumMap<>(Trouble.class);

    private static final Answer WELL = new Answer(Given.settle(), Duration.ofSeconds(2));

    /** What goes wrong. */
    enum Trouble {
        DOWN("the ATS is down (REMOTE.SERVICE_UNAVAILABLE)", false),
        AWAY("503 from a load balancer, for one integration", false),
        HANGING("the ATS does not answer (READ_TIMEOUT after 300 s)", false),
        REVOKED("access was revoked (INTEGRATION.AUTHENTICATION_INVALID)", false),
        BAD_KEY("the API key is wrong (PLATFORM.AUTHENTICATION_INVALID)", true),
        UNREACHABLE("Kombo's name cannot be resolved (DNS_FAILED)", true);

        private final String words;
        private final boolean ofAll;

        Trouble(String words, boolean ofAll) {
            this.words = words;
            this.ofAll = ofAll;
        }

        Answer answer() {
            return switch (this) {
                case DOWN -> new Answer(retry("REMOTE.SERVICE_UNAVAILABLE", 503, Delivery.UNKNOWN), seconds(3));
                case AWAY -> new Answer(retry("HTTP_SERVICE_UNAVAILABLE", 503, Delivery.UNKNOWN), seconds(1));
                case HANGING -> new Answer(new Verdict.Doubt(Cause.of("READ_TIMEOUT", "No answer.")), seconds(300));
                case REVOKED -> new Answer(Troubles.brokenIntegration(), seconds(1));
                case BAD_KEY -> new Answer(Troubles.brokenKey(), seconds(1));
                case UNREACHABLE -> new Answer(retry("DNS_FAILED", null, Delivery.UNSENT), seconds(1));
            };
        }

        private static Verdict retry(String code, @Nullable Integer status, Delivery delivery) {
            return new Verdict.Retry(new Cause(code, null, "m", status, null), null, delivery);
        }

        private static Duration seconds(int seconds) {
            return Duration.ofSeconds(seconds);
        }
    }

    /** What six hours of it came to. */
    private record Result(
            int asked,
            long delivered,
            long doubts,
            long otherDeadLetters,
            long calls,
            long underWay,
            long probes,
            long callsOfOthers,
            long askedOfOthers,
            List<String> holds) {}

    @AfterEach
    void leaveNothingOnThisThread() {
        Fence.current().dropped();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeliverEveryIntentAfterwardsThatWasNotUnderWay(Trouble trouble) {
        Result result = suffer(trouble);

        assertThat(result.otherDeadLetters()).isZero();
        assertThat(result.delivered() + result.doubts()).isEqualTo(result.asked());
        assertThat(result.doubts())
                .as("no more than were under way when it began, and one for each probe")
                .isLessThanOrEqualTo(
                        trouble == Trouble.HANGING ? FAILURES_IN_ROW + result.underWay() + result.probes() : 0);
        assertThat(result.underWay()).isLessThanOrEqualTo(SLOTS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeFewCallsMeanwhile(Trouble trouble) {
        Result result = suffer(trouble);

        int most = trouble == Trouble.HANGING ? 20 : INTERVALS;
        assertThat(result.probes()).isBetween(10L, (long) most);
        assertThat(result.calls()).isLessThanOrEqualTo(FAILURES_IN_ROW + SLOTS + result.probes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginAndEndOneHoldAndLeaveTheOthersAlone(Trouble trouble) {
        Result result = suffer(trouble);

        String key = trouble.ofAll ? Roster.ALL + "3" : SICK;
        assertThat(result.holds().stream().filter(told -> !told.endsWith("ongoing")))
                .containsExactly(key + ": begun", key + ": ended answer");
        if (!trouble.ofAll) {
            assertThat(result.callsOfOthers()).isEqualTo(result.askedOfOthers());
        }
    }

    @Test
    void shouldBeAsReported() throws IOException {
        StringBuilder table = new StringBuilder("""
                # Six hours of trouble

                What a worker with the default settings makes of it, as a simulation of the ledger's own code on a virtual
                clock counts it (`OutageTest`; `mvn test -Dtest=OutageTest -Doutages.update=true` writes this page). Each of
                four integrations gets an intent every 20 seconds. One is in trouble, or all are, for six hours. *Calls* are
                those made during the trouble, *probes* the single ones of the hold; *in doubt* are dead letters for a person
                to decide.

                | trouble | intents | calls | probes | delivered | in doubt | other dead letters |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        for (Trouble trouble : Trouble.values()) {
            Result result = suffer(trouble);
            table.append("| %s | %d | %d | %d | %d | %d | %d |%n"
                    .formatted(
                            trouble.words,
                            result.asked(),
                            result.calls(),
                            result.probes(),
                            result.delivered(),
                            result.doubts(),
                            result.otherDeadLetters()));
        }
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(REPORT, table);
        }
        assertThat(Files.readString(REPORT))
                .as("run with -D%s=true to write it anew", UPDATE)
                .isEqualTo(table.toString());
    }

    /** Six virtual hours take a second, and each test asks another thing of the same ones. */
    private static Result suffer(Trouble trouble) {
        return RESULTS.computeIfAbsent(trouble, OutageTest::suffered);
    }

    private static Result suffered(Trouble trouble) {
        long[] during = {Long.MAX_VALUE, Long.MAX_VALUE};
        OutageBench[] bench = new OutageBench[1];
        bench[0] = new OutageBench(
                ALL,
                EVERY,
                integration -> during[0] <= bench[0].now()
                                && bench[0].now() < during[1]
                                && (trouble.ofAll || integration.equals(SICK))
                        ? trouble.answer()
                        : WELL);
        OutageBench run = bench[0];
        run.run(Duration.ofMinutes(10).plusSeconds(5), false);
        during[0] = run.now();
        during[1] = during[0] + OUTAGE.toMillis();
        long underWay = runUntilHeld(run, trouble);
        run.run(Duration.ofMillis(during[1] - run.now()), false);
        run.run(Duration.ofHours(2), true);
        return result(run, trouble, during[0], during[1], underWay);
    }

    /** How many calls of those in trouble were under way when the hold began. */
    private static long runUntilHeld(OutageBench run, Trouble trouble) {
        while (run.task.holdsTold().isEmpty()) {
            run.run(Duration.ofMillis(100), false);
        }
        return affected(trouble).stream().mapToLong(run::underWay).sum();
    }

    private static List<String> affected(Trouble trouble) {
        return trouble.ofAll ? ALL : List.of(SICK);
    }

    private static Result result(OutageBench run, Trouble trouble, long from, long until, long underWay) {
        List<String> told = run.task.told().stream()
                // a call that failed may have been carried out: the success says so
                .filter(event -> !event.endsWith(Codes.POSSIBLE_DUPLICATE))
                .toList();
        List<String> others = ALL.stream()
                .filter(integration -> !affected(trouble).contains(integration))
                .toList();
        long doubts =
                told.stream().filter(end -> end.contains(Codes.OUTCOME_UNKNOWN)).count();
        long delivered = told.stream().filter(end -> end.endsWith(": success")).count();
        return new Result(
                ALL.stream().mapToInt(run::asked).sum(),
                delivered,
                doubts,
                told.size() - doubts - delivered,
                affected(trouble).stream()
                        .mapToLong(integration -> run.callsBetween(integration, from, until))
                        .sum(),
                underWay,
                run.task.holdEvents().getLast().hold().probes(),
                others.stream()
                        .mapToLong(integration -> run.callsBetween(integration, 0, Long.MAX_VALUE))
                        .sum(),
                others.stream().mapToLong(run::asked).sum(),
                run.task.holdsTold());
    }
}
