package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.dispatch.Incarnation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a task shows of itself, and when. */
final class DisplayTest {

    private static final Duration SECOND = Duration.ofMillis(1_010);

    private final TaskBench task = TaskBench.of("w1", 2);

    @Test
    void shouldShowItselfAsSoonAsItIsThereAndThatItIsNotReady() {
        task.init();

        assertThat(share().ready()).isFalse();
        assertThat(share().lines()).isEmpty();
        assertThat(share().partition()).isEqualTo(3);

        task.hearAll();
        task.advance(SECOND);
        assertThat(share().ready()).isTrue();
    }

    @Test
    void shouldShowWhatWaitsAndRuns() {
        task.ready();
        task.advance(SECOND);
        long admitted = task.time.wallMillis();

        task.arrive("i1", "i2", "i3");
        task.advance(SECOND);

        Share.Line line = line();
        assertThat(line.queued()).isEqualTo(1);
        assertThat(line.dispatched()).isEqualTo(2);
        assertThat(line.oldest()).isEqualTo(admitted);
        assertThat(line.dueAt()).isEqualTo(admitted);
        assertThat(share().heard()).isZero();
    }

    @Test
    void shouldShowTheLastChangeThoughNothingFollowsIt() {
        task.ready();
        task.arrive("i1");
        task.commit();
        task.hearAll();

        task.advance(SECOND);

        assertThat(share().heard()).isEqualTo(1);
        assertThat(share().lines()).as("nothing is open any more").isEmpty();
    }

    @Test
    void shouldDrawNoMoreThanOnceASecondAndNothingWithoutAChange() {
        task.ready();
        task.advance(SECOND);
        task.advance(SECOND);
        Share before = share();

        task.arrive("i1");
        Share first = share();
        task.arrive("i2");
        assertThat(first).isNotSameAs(before);
        assertThat(share()).isSameAs(first);

        task.advance(SECOND);
        Share second = share();
        assertThat(second).isNotSameAs(first);
        task.advance(SECOND);
        task.advance(SECOND);
        assertThat(share()).isSameAs(second);
    }

    @Test
    void shouldShowAHoldUntilItEnds() {
        task.kombo = Troubles::brokenIntegration;
        task.ready();
        task.arrive("i1");
        task.commit();
        task.hearAll();
        task.advance(SECOND);

        Hold hold = line().hold();
        assertThat(hold).isNotNull();
        assertThat(share().holdOf(line())).isEqualTo(hold);
    }

    @Test
    void shouldTakeItsPictureDownWithTheTask() {
        task.ready();

        task.close();

        assertThat(task.overview.shares()).isEmpty();
    }

    @Test
    void shouldShowWhichCallsAreAnotherWorkers() {
        task.ready();
        task.advance(SECOND);
        task.arrive("i1", "i2");
        task.commit();
        task.lose();
        task.advance(SECOND);

        TaskBench heir = task.crashed(new Incarnation("w2", Set.of("w2")));
        heir.init();

        Share taken = heir.overview.shares().getFirst();
        assertThat(taken.lines().values()).extracting(Share.Line::dispatched).containsExactly(2L);
        assertThat(taken.awaited()).isZero();
        assertThat(share().awaited()).isEqualTo(2);
    }

    private Share share() {
        return task.overview.shares().getFirst();
    }

    private Share.Line line() {
        Share.Line line = share().lines().get(TaskBench.INTEGRATION);
        if (line == null) {
            throw new AssertionError("the integration is not shown: " + share());
        }
        return line;
    }
}
