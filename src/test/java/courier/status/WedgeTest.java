package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import courier.status.Observation.Sample;
import courier.status.Wedge.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WedgeTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final List<Observation> history = new ArrayList<>();

    @Test
    void shouldFindAPartitionInWhichWorkIsDueAndNothingIsHeard() {
        everyTenSeconds(7, new Sample(3, 12, 2, 0, 0));

        assertThat(found())
                .hasValueSatisfying(wedge ->
                        assertThat(wedge).isEqualTo(new Wedge(3, Duration.ofSeconds(60), Cause.NOT_STARTED, 2)));
        assertThat(found().orElseThrow().message()).contains("60 s", "partition 3", "2 integrations");
    }

    @Test
    void shouldWaitForTheBound() {
        everyTenSeconds(6, new Sample(3, 12, 2, 0, 0));

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldSeeThatAnOutcomeWasHeardInBetween() {
        everyTenSeconds(6, new Sample(3, 12, 2, 0, 0));
        everyTenSeconds(6, new Sample(3, 13, 2, 0, 0));

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldSeeThatThereWasNothingToDoInBetween() {
        everyTenSeconds(6, new Sample(3, 12, 2, 0, 0));
        everyTenSeconds(1, new Sample(3, 12, 0, 0, 0));
        everyTenSeconds(6, new Sample(3, 12, 2, 0, 0));

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldNotLetOnePartitionHideAnother() {
        for (int i = 0; i < 7; i++) {
            observe(new Sample(0, i, 5, 5, 0), new Sample(1, 4, 0, 1, 0));
        }

        assertThat(found()).map(Wedge::partition).contains(1);
        assertThat(found()).map(Wedge::cause).contains(Cause.NOT_HEARD);
    }

    @Test
    void shouldNotCountTheTimeInWhichThePartitionWasAnothers() {
        everyTenSeconds(3, new Sample(3, 12, 2, 0, 0));
        everyTenSeconds(1);
        everyTenSeconds(3, new Sample(3, 12, 2, 0, 0));

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldTellNothingFromTwoLooks() {
        history.add(new Observation(0, List.of(new Sample(3, 12, 2, 0, 0))));
        history.add(new Observation(Duration.ofHours(8).toNanos(), List.of(new Sample(3, 12, 2, 0, 0))));

        assertThat(found()).as("after a night in which the machine slept").isEmpty();
    }

    @Test
    void shouldNameWhatIsNotJudged() {
        everyTenSeconds(7, new Sample(3, 12, 0, 0, 1));

        assertThat(found()).map(Wedge::cause).contains(Cause.NOT_JUDGED);
    }

    @Test
    void shouldFindNothingInNoHistory() {
        assertThat(found()).isEmpty();
    }

    private Optional<Wedge> found() {
        return Wedge.find(history, BOUND);
    }

    private void everyTenSeconds(int times, Sample... samples) {
        for (int i = 0; i < times; i++) {
            observe(samples);
        }
    }

    private void observe(Sample... samples) {
        long last = history.isEmpty() ? 0 : history.getLast().atNanos();
        history.add(new Observation(last + Duration.ofSeconds(10).toNanos(), List.of(samples)));
    }
}
