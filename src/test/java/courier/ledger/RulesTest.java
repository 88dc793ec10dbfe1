package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.DoubtPolicy;
import courier.config.Settings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The delays of retries and postponements, for whatever rules, counts, wishes and luck. */
class RulesTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long CENTURY = Duration.ofDays(36_500).toMillis();
    private static final Rules STANDARD = rules(1_000, 900_000, 86_400_000);

    private static Rules rules(long initial, long max, long age) {
        return new Rules(
                new Settings.Retry(Duration.ofMillis(initial), Duration.ofMillis(max), 200, Duration.ofMillis(age)),
                Given.doubtPolicy(DoubtPolicy.PARK),
                Duration.ofDays(7));
    }

    /** Any that the settings allow: from a millisecond to a century, each at most the next. */
    @Provide
    static Arbitrary<Rules> rules() {
        Arbitrary<Long> millis = Arbitraries.longs().between(1, CENTURY);
        return Combinators.combine(millis, millis, millis).as((a, b, c) -> {
            long[] sorted = LongStream.of(a, b, c).sorted().toArray();
            return rules(sorted[0], sorted[1], sorted[2]);
        });
    }

    @Property
    void shouldWaitForSomethingBetweenNothingAndTheDoublingCeiling(
            @ForAll("rules") Rules rules,
            @ForAll @IntRange(min = 1, max = 10_000) int attempts,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter) {
        long delay = rules.retryAt(attempts, NOW, null, new Moment(NOW, jitter)) - NOW;

        BigInteger doubled =
                BigInteger.valueOf(rules.retry().initialDelay().toMillis()).shiftLeft(attempts - 1);
        BigInteger ceiling =
                doubled.min(BigInteger.valueOf(rules.retry().maxDelay().toMillis()));
        assertThat(delay).isBetween(0L, ceiling.longValueExact());
    }

    @Property
    void shouldNotWaitBeyondTheAgeOfRetriesHoweverLongAnAnswerAsksFor(
            @ForAll("rules") Rules rules,
            @ForAll @IntRange(min = 1, max = 10_000) int attempts,
            @ForAll @LongRange(min = 0) long asked,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long since,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter) {
        long firstTried = NOW - since;
        long due = rules.retryAt(attempts, firstTried, Duration.ofMillis(asked), new Moment(NOW, jitter));

        long end = firstTried + rules.retry().maxAge().toMillis();
        assertThat(due).isLessThanOrEqualTo(end);
        assertThat(due < end).as("before the end").isIn(false, due >= NOW + asked);
        if (attempts < rules.retry().maxAttempts()) {
            assertThat(rules.spent(attempts, firstTried, NOW)).isEqualTo(NOW >= end);
        }
    }

    @Property
    void shouldAlwaysPostponeByMoreThanNothingAndByAtLeastWhatWasAsked(
            @ForAll("rules") Rules rules,
            @ForAll @IntRange(min = 1, max = 10_000) int postponements,
            @ForAll @LongRange(min = 0, max = 200_000_000L) long asked,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter) {
        long age = rules.retry().maxAge().toMillis();
        long most = Math.max(rules.retry().maxDelay().toMillis(), Math.min(asked, age));

        assertThat(rules.postponement(postponements, Duration.ofMillis(asked), jitter))
                .isBetween(Math.min(asked, age), most);
        assertThat(rules.postponement(postponements, null, jitter))
                .isBetween(
                        Math.min(125L, rules.retry().maxDelay().toMillis() / 2),
                        rules.retry().maxDelay().toMillis());
    }

    @Property
    void shouldDrawEvenlyFromTheWholeRange(
            @ForAll @IntRange(min = 1, max = 60) int attempts,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter) {
        long ceiling = Math.min(1_000L << Math.min(attempts - 1, 20), 900_000L);

        assertThat(STANDARD.retryAt(attempts, NOW, null, new Moment(NOW, jitter)) - NOW)
                .isEqualTo((long) (ceiling * jitter));
    }

    @Example
    void shouldNotSpinWhereAThrottleAsksForNoPauseAtAll() {
        assertThat(STANDARD.postponement(1, Duration.ZERO, 0)).isEqualTo(125);
        assertThat(STANDARD.postponement(2, Duration.ZERO, 0.5)).isEqualTo(375);
    }

    @Example
    void shouldGiveUpAfterTheLastAttemptOrTheLongestTime() {
        assertThat(STANDARD.spent(199, NOW, NOW)).isFalse();
        assertThat(STANDARD.spent(200, NOW, NOW)).isTrue();
        assertThat(STANDARD.spent(1, NOW, NOW + 86_399_999)).isFalse();
        assertThat(STANDARD.spent(1, NOW, NOW + 86_400_000)).isTrue();
    }
}
