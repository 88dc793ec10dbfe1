package courier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import courier.chaos.Plan.Length;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A run can be played again, and all kinds of faults come up. */
class PlanTest {
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration GRACE = Duration.ofSeconds(24);
    private static final String PINNED = "seed 1: 3 workers with 1 threads, 1 standbys, protocol STREAMS;"
            + " Kill[worker=1, disk=KEPT, lasts=PT0.295S], RegistryAway[lasts=PT2.73S], MoveLeaders[],"
            + " Kill[worker=1, disk=KEPT, lasts=PT1.825S], Stop[worker=2, lasts=PT1.398S]";

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(Plan.of(7, Length.LONG, 1_000)).isEqualTo(Plan.of(7, Length.LONG, 1_000));
    }

    /** The text of a plan that was printed once must be what its seed gives for ever. */
    @Test
    void shouldBeTheSameOnEveryMachine() {
        assertThat(Plan.of(1, Length.SHORT, 300)).hasToString(PINNED);
    }

    @Test
    void shouldDifferFromSeedToSeed() {
        Set<List<Fault>> plans =
                seeds(50).map(seed -> Plan.of(seed, Length.SHORT, 100).faults()).collect(Collectors.toSet());

        assertThat(plans).hasSize(50);
    }

    @Test
    void shouldLetEveryKindOfFaultComeUp() {
        Set<Class<?>> kinds = faults(Length.LONG).map(Object::getClass).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
    }

    @Test
    void shouldFreezeShortlyAndLongerThanASessionAndLongerThanTheGrace() {
        List<Duration> freezes = faults(Length.LONG)
                .filter(Fault.Freeze.class::isInstance)
                .map(Fault::lasts)
                .toList();

        assertThat(freezes)
                .anyMatch(lasts -> lasts.compareTo(SESSION) < 0)
                .anyMatch(lasts -> lasts.compareTo(SESSION) > 0 && lasts.compareTo(GRACE) < 0)
                .anyMatch(lasts -> lasts.compareTo(GRACE) > 0);
    }

    @Test
    void shouldAlwaysKillAWorkerInAShortRunAndNeverFreezeItForLong() {
        assertThat(seeds(200).map(seed -> Plan.of(seed, Length.SHORT, 100)))
                .allMatch(plan -> plan.faults().stream().anyMatch(Fault.Kill.class::isInstance))
                .allMatch(plan ->
                        plan.faults().stream().allMatch(fault -> fault.lasts().compareTo(GRACE) < 0));
    }

    @Test
    void shouldPublishAllIntentsInPortions() {
        Plan plan = Plan.of(3, Length.SHORT, 301);

        assertThat(plan.portions()).hasSize(plan.faults().size() + 1).allMatch(portion -> portion > 0);
        assertThat(plan.portions().stream().mapToInt(Integer::intValue).sum()).isEqualTo(301);
    }

    private static java.util.stream.Stream<Fault> faults(Length length) {
        return seeds(200).flatMap(seed -> Plan.of(seed, length, 100).faults().stream());
    }

    private static java.util.stream.Stream<Long> seeds(int count) {
        return LongStream.rangeClosed(1, count).boxed();
    }
}
