package courier.sandbox.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import courier.sandbox.kombo.behaviour.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the benchmarks read out of a journal, on journals written by hand. */
class JournalMeasuresTest {
    private static final Window FIRST_SECOND = new Window(0, 1000);

    private long sequence;

    @Test
    void shouldCountARequestFromItsArrivalToItsEnd() {
        InFlight inFlight = InFlight.of(List.of(served(100, 300L), served(200, null)));

        assertThat(List.of(
                        inFlight.at(99),
                        inFlight.at(100),
                        inFlight.at(250),
                        inFlight.at(300),
                        inFlight.at(Long.MAX_VALUE)))
                .containsExactly(0, 1, 2, 1, 1);
    }

    @Test
    void shouldNotCountARequestThatWasRefusedForWantOfAPlace() {
        InFlight inFlight = InFlight.of(List.of(served(0, 1000L), throttled(100)));

        assertThat(inFlight.at(100)).isEqualTo(1);
        assertThat(inFlight.mean(FIRST_SECOND)).isEqualTo(1.0);
    }

    @Test
    void shouldWeighTheMeanByTime() {
        // one request for 250 ms, which began before the window, and two for the last 250 ms
        InFlight inFlight =
                InFlight.of(List.of(served(-500, 250L), served(750, 2000L), served(750, 2000L), served(3000, 3001L)));

        assertThat(inFlight.mean(FIRST_SECOND)).isEqualTo(0.75);
    }

    @Test
    void shouldTellWhenTheNumberWasLastAboveALimit() {
        InFlight inFlight = InFlight.of(List.of(served(-10, 400L), served(-10, 300L), served(500, 600L)));

        assertThat(inFlight.lastAbove(1, FIRST_SECOND)).isEqualTo(300);
        assertThat(inFlight.lastAbove(0, FIRST_SECOND)).isEqualTo(600);
        assertThat(inFlight.lastAbove(2, FIRST_SECOND)).as("never above").isZero();
        assertThat(InFlight.of(List.of(served(10, null))).lastAbove(0, FIRST_SECOND))
                .as("above to the end")
                .isEqualTo(1000);
    }

    @Test
    void shouldTellFromWhenOnTheNumberWasSteady() {
        InFlight inFlight = InFlight.of(List.of(served(0, 100L), served(400, 2000L)));

        assertThat(inFlight.firstSteady(1, 300, FIRST_SECOND)).isEqualTo(400);
        assertThat(inFlight.firstSteady(2, 300, FIRST_SECOND)).as("never").isEqualTo(1000);
    }

    @Test
    void shouldMatchEachCallWithThePlaceThatWasEmptyForLongest() {
        List<Post> posts = List.of(
                served(-100, 100L), served(-100, 200L), served(150, 500L), served(220, 900L), served(230, 950L));

        // the third call of the window fills a place that nobody had before
        assertThat(Turnaround.gaps(posts, FIRST_SECOND)).containsExactly(50.0, 20.0);
    }

    @Test
    void shouldTakeACallInTheMillisecondOfAnAnswerForItsFollower() {
        assertThat(Turnaround.gaps(List.of(served(100, 200L), served(0, 100L)), FIRST_SECOND))
                .containsExactly(0.0);
    }

    @Test
    void shouldTakeNoRefusedCallForAFollower() {
        assertThat(Turnaround.gaps(List.of(served(0, 100L), throttled(150), served(400, null)), FIRST_SECOND))
                .containsExactly(300.0);
    }

    @Test
    void shouldCountWhatWasAnsweredWellInAWindow() {
        List<Post> posts = List.of(served(-10, 0L), served(0, 499L), served(0, 500L), throttled(1), served(0, null));

        assertThat(new Window(0, 500).perSecond(posts)).isEqualTo(4.0);
        assertThat(new Window(0, 500).arrived(posts)).hasSize(4);
    }

    @Test
    void shouldTakeThePercentileByTheNearestRank() {
        List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);

        assertThat(Spread.percentile(values, 50)).isEqualTo(2.5);
        assertThat(Spread.percentile(values, 75)).isEqualTo(3.0);
        assertThat(Spread.percentile(values, 76)).isEqualTo(4.0);
        assertThat(Spread.percentile(List.of(), 99)).isNaN();
        assertThatThrownBy(() -> Spread.percentile(values, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeaveOutOfASpreadWhatIsNoNumber() {
        assertThat(Spread.of(List.of(3.0, Double.NaN, 1.0))).isEqualTo(new Spread(2.0, 1.0, 3.0, 2));
        assertThat(Spread.of(List.of(Double.NaN)).repetitions()).isZero();
    }

    private Post served(long arrivedAt, @Nullable Long endedAt) {
        return post(arrivedAt, endedAt, null, endedAt == null ? Fate.OPEN : Fate.ANSWERED);
    }

    private Post throttled(long arrivedAt) {
        return post(arrivedAt, arrivedAt + 5, ErrorCode.CONCURRENCY_LIMIT_EXCEEDED.text(), Fate.REFUSED);
    }

    private Post post(long arrivedAt, @Nullable Long endedAt, @Nullable String code, Fate fate) {
        return new Post(
                ++sequence,
                arrivedAt,
                endedAt,
                "workday:a",
                "job",
                "key",
                "HTTP/1.1",
                1,
                100,
                code == null ? 200 : 429,
                code,
                fate,
                null,
                List.of(),
                List.of());
    }
}
