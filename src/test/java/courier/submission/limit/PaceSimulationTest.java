package courier.submission.limit;

import static courier.submission.limit.SimulatedLoad.count;
import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.limit.SimulatedLoad.Headers;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds that are promised of the pace, on a virtual clock. */
class PaceSimulationTest {

    private static final long SECOND = 1_000;

    private static Bounds bounds(int start, int ahead) {
        return new Bounds(_ -> start, _ -> 10_000, 256, Long.MAX_VALUE, ahead, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(Headers.class)
    void shouldKeepTheLimitUsedWhileWorkWaits(Headers headers) {
        SimulatedLoad load = new SimulatedLoad(bounds(30, 0), headers, 1, 3_000, 7_000).runTo(300 * SECOND);

        assertThat(load.used(20 * SECOND, 300 * SECOND)).isGreaterThan(0.95);
        assertThat(load.refused(0, 300 * SECOND)).isLessThan(0.01);
    }

    @ParameterizedTest
    @EnumSource(Headers.class)
    void shouldKeepTheLimitUsedByShortCallsWithMarkersAhead(Headers headers) {
        SimulatedLoad load = new SimulatedLoad(bounds(30, 60), headers, 2, 50, 150).runTo(60 * SECOND);

        assertThat(load.used(5 * SECOND, 60 * SECOND)).isGreaterThan(0.75);
        assertThat(load.refused(0, 60 * SECOND)).isLessThan(0.01);
        assertThat(load.released()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Headers.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void shouldSettleWithinTenSecondsWhenTheLimitDropsAndRecoverWhenItRises(Headers headers) {
        SimulatedLoad load = new SimulatedLoad(bounds(30, 0), headers, 3, 3_000, 7_000);
        load.at(60 * SECOND, () -> load.limit = 5);
        load.at(160 * SECOND, () -> load.limit = 30);
        load.runTo(300 * SECOND);

        assertThat(count(load.refusals, 60 * SECOND, 70 * SECOND))
                .as("while it settles")
                .isLessThan(10);
        assertThat(count(load.refusals, 70 * SECOND, 160 * SECOND))
                .as("settled")
                .isZero();
        assertThat(load.mostInFlight(70 * SECOND, 160 * SECOND)).isLessThanOrEqualTo(5);
        assertThat(load.used(70 * SECOND, 160 * SECOND)).isGreaterThan(0.95);
        assertThat(load.used(190 * SECOND, 300 * SECOND)).as("recovered").isGreaterThan(0.95);
        assertThat(load.refused(0, 300 * SECOND)).isLessThan(0.01);
    }

    @ParameterizedTest
    @EnumSource(Headers.class)
    void shouldSettleAndRecoverWithoutHeadersToo(Headers headers) {
        SimulatedLoad load = new SimulatedLoad(bounds(30, 0), headers, 4, 500, 1_500);
        load.at(60 * SECOND, () -> load.limit = 5);
        load.at(360 * SECOND, () -> load.limit = 30);
        load.runTo(1_500 * SECOND);

        assertThat(load.refused(70 * SECOND, 360 * SECOND)).isLessThan(0.015);
        assertThat(load.used(70 * SECOND, 360 * SECOND)).isGreaterThan(0.7);
        assertThat(load.used(1_400 * SECOND, 1_500 * SECOND)).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @EnumSource(Headers.class)
    void shouldLeaveToOtherSystemsWhatTheyUse(Headers headers) {
        SimulatedLoad load = new SimulatedLoad(bounds(30, 0), headers, 5, 3_000, 7_000);
        load.at(60 * SECOND, () -> load.others = 20);
        load.at(200 * SECOND, () -> load.others = 5);
        load.runTo(600 * SECOND);

        assertThat(load.refused(90 * SECOND, 200 * SECOND)).isLessThan(0.02);
        assertThat(load.used(90 * SECOND, 200 * SECOND)).isGreaterThan(0.9);
        assertThat(load.used(300 * SECOND, 600 * SECOND))
                .as("without headers it grows by a slot in 200 calls")
                .isGreaterThan(headers == Headers.NONE ? 0.4 : 0.85);
        assertThat(load.refused(90 * SECOND, 600 * SECOND)).isLessThan(0.01);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void shouldNeverStallNorHammerWhateverTheSurroundings(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll Headers headers,
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll @IntRange(min = 1, max = 60) int start,
            @ForAll @IntRange(min = 0, max = 20) int ahead,
            @ForAll @IntRange(min = 200, max = 5_000) int latency) {
        SimulatedLoad load = new SimulatedLoad(bounds(start, ahead), headers, seed, latency / 2.0, latency);
        Random surroundings = new Random(seed);
        load.limit = limit;
        for (int change = 0; change < 6; change++) {
            load.at(SECOND * 10 * change, () -> {
                load.limit = 1 + surroundings.nextInt(limit);
                load.others = surroundings.nextInt(load.limit);
            });
        }
        load.runTo(60 * SECOND);

        assertThat(load.calls.size() - load.refusals.size())
                .as("calls let in, %s", load)
                .isGreaterThan(5_000 / latency);
        assertThat(load.refusals.size())
                .as("refusals, %s", load)
                .isLessThan(7 * (Math.max(limit, start) + ahead) + load.calls.size() / 20);
        load.drain();
        assertThat(load.limiter.inFlight()).isZero();
    }
}
