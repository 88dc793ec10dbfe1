package courier.replay;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.IntentAvro;
import courier.testing.ManualTime;
import courier.testing.SampleIntents;
import courier.testing.SampleLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStateTest {

    private static final Plan REPLAY = new Plan.Replay(
            SampleLetters.letter(SampleLetters.refused("any")), IntentAvro.fromAvro(SampleIntents.of("any")));
    private static final Bounds BOUNDS =
            new Bounds(new TreeMap<>(Map.of(0, new Bounds.Span(5, 9), 3, new Bounds.Span(0, 0))));

    @Test
    void shouldComeBackFromWhatIsCommitted() {
        SessionState state = SessionState.fresh(BOUNDS, "0123abcd")
                .passed(new Position(0, 5), REPLAY)
                .passed(new Position(0, 6), Plan.Skip.of(Reason.IN_DOUBT))
                .passed(new Position(0, 7), new Plan.Leave());

        Mark mark = state.marks().get(0);
        assertThat(mark).isNotNull();
        assertThat(Mark.of(mark.next(), mark.metadata())).contains(mark);
        assertThat(mark.next()).isEqualTo(8);
        assertThat(state.account()).isEqualTo(new Account(1, Map.of(Reason.IN_DOUBT, 1L)));
        assertThat(state.remaining().size()).isEqualTo(1);
        assertThat(state.decided("0123abcd")).isTrue();
        assertThat(state.decided("other")).isFalse();
        assertThat(state.isDone()).isFalse();
        assertThat(state.reached(0, 12).isDone())
                .as("a marker of a transaction may be last")
                .isTrue();
        assertThat(state.reached(0, 12).remaining().size()).isZero();
    }

    @Test
    void shouldFitIntoAnOffsetsMetadataWhateverHasHappened() {
        SessionState state = SessionState.fresh(
                new Bounds(new TreeMap<>(Map.of(0, new Bounds.Span(0, Long.MAX_VALUE)))), "f".repeat(16));
        for (Reason reason : Reason.values()) {
            state = state.passed(new Position(0, Long.MAX_VALUE - 1), Plan.Skip.of(reason));
        }

        assertThat(state.marks().values())
                .singleElement()
                .satisfies(mark -> assertThat(mark.metadata())
                        .hasSizeLessThan(2048)); // of 4096 that brokers take by default; counts grow
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other", "courier-replay/2 end=1", "courier-replay/1 end", "courier-replay/1 end=x y"})
    void shouldNotTakeAnotherGroupsOffsetForItsOwn(String metadata) {
        assertThat(Mark.of(1, metadata)).isEmpty();
    }

    @Test
    void shouldSpaceReplaysEvenly() {
        ManualTime time = new ManualTime();
        Pace pace = new Pace(time, 4);

        assertThat(List.of(pace.take(), pace.take(), pace.take()))
                .containsExactly(Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500));
        time.advance(Duration.ofSeconds(10));
        assertThat(pace.take()).as("what was lost is not made up for").isEqualTo(Duration.ZERO);
        assertThat(pace.take()).isEqualTo(Duration.ofMillis(250));
        assertThat(new Pace(time, 0).take()).isEqualTo(Duration.ZERO);
    }
}
