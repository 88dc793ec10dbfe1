package courier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import courier.chaos.Plan.Length;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code mvn -Pchaos verify}: plays plans on three brokers with workers as processes, and holds every guarantee against
 * each. Without a property it is short and its seeds always the same; {@code docs/guarantees.md} has the properties.
 */
@Tag("chaos")
class ChaosIT {

    private static final String SHORT = "1..3";

    /** The promise is 15 seconds; a machine that is busy with other things takes longer. */
    private static final Duration RECOVERED = Duration.ofSeconds(60);

    @TestFactory
    Stream<DynamicTest> shouldKeepEveryGuaranteeWhateverHappens() {
        Site site = Site.start();
        List<Result> results = new ArrayList<>();
        return plans().map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    Result result = new ChaosRun(site, plan).play();
                    results.add(result);
                    assertThat(result.broken()).as(plan.toString()).isEmpty();
                    Duration recovery = result.recovery();
                    assertThat(recovery == null ? Duration.ZERO : recovery).isLessThan(RECOVERED);
                }))
                .onClose(() -> {
                    site.close();
                    Report.publish(System.getProperty("chaos.scenarios") == null ? "chaos" : "scenarios", results);
                });
    }

    private static Stream<Plan> plans() {
        String only = System.getProperty("chaos.scenarios");
        int intents = Integer.getInteger("chaos.intents", 240);
        if (only != null) {
            return Scenarios.all(intents).stream()
                    .filter(plan ->
                            only.isEmpty() || only.equals("true") || plan.name().matches(only));
        }
        Length length = Boolean.getBoolean("chaos.long") ? Length.LONG : Length.SHORT;
        int faults = Integer.getInteger("chaos.faults", Integer.MAX_VALUE);
        Integer commit = Integer.getInteger("chaos.commit");
        return seeds().mapToObj(seed -> Plan.of(seed, length, intents).shortened(faults))
                .map(plan -> commit == null ? plan : plan.committing(commit));
    }

    private static LongStream seeds() {
        long minutes = Long.getLong("chaos.minutes", 0);
        String given = System.getProperty("chaos.seed");
        long first = given == null ? 1 : Long.parseLong(given);
        if (minutes > 0) {
            long end = System.nanoTime() + minutes * 60_000_000_000L;
            return LongStream.iterate(first, _ -> System.nanoTime() < end, seed -> seed + 1);
        }
        String[] range =
                System.getProperty("chaos.seeds", given == null ? SHORT : given).split("\\.\\.");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
    }
}
