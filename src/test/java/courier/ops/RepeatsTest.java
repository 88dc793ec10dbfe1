package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RepeatsTest {

    private static final OptionalLong QUIET = OptionalLong.empty();
    private static final OptionalLong FIRST = OptionalLong.of(1);
    private static final int MOST = 3;

    private final Repeats<String> repeats = new Repeats<>(Duration.ofNanos(100), MOST, kind -> kind.substring(0, 1));

    @Test
    void shouldTellTheFirstOfEachKindAndCountTheSame() {
        assertThat(repeats.note("a1", 0)).isEqualTo(FIRST);
        assertThat(repeats.note("a2", 1)).isEqualTo(FIRST);
        assertThat(repeats.note("a1", 2)).isEqualTo(QUIET);
        assertThat(repeats.note("a1", 99)).isEqualTo(QUIET);

        assertThat(repeats.due(99)).isEmpty();
        assertThat(repeats.due(100)).containsExactly(new Repeats.Counted<>("a1", 2));
        assertThat(repeats.due(101)).isEmpty();
    }

    @Test
    void shouldTellOnceAnIntervalForAsLongAsItGoesOn() {
        var _ = repeats.note("a", 0);
        for (long now = 10; now < 350; now += 10) {
            assertThat(repeats.due(now)).hasSize(now % 100 == 0 ? 1 : 0);
            assertThat(repeats.note("a", now)).isEqualTo(QUIET);
        }
    }

    @Test
    void shouldForgetAKindThatHasStopped() {
        var _ = repeats.note("a", 0);
        assertThat(repeats.due(100)).isEmpty();

        assertThat(repeats.note("a", 101)).isEqualTo(FIRST);
    }

    @Test
    void shouldTellOfTheCountedOnesWithTheNextWhereNobodyLooks() {
        var _ = repeats.note("a", 0);
        var _ = repeats.note("a", 1);

        assertThat(repeats.note("a", 100)).isEqualTo(OptionalLong.of(2));
        assertThat(repeats.note("a", 101)).isEqualTo(QUIET);
    }

    @Test
    void shouldCountKindsTogetherWhereThereAreTooMany() {
        for (String kind : new String[] {"a1", "a2", "a3"}) {
            assertThat(repeats.note(kind, 0)).isEqualTo(FIRST);
        }

        assertThat(repeats.note("a4", 1)).isEqualTo(FIRST);
        for (int i = 5; i < 10_000; i++) {
            assertThat(repeats.note("a" + i, 2)).isEqualTo(QUIET);
        }
        assertThat(repeats.note("a1", 3)).as("one that is known").isEqualTo(QUIET);
        assertThat(repeats.rest())
                .containsExactlyInAnyOrder(new Repeats.Counted<>("a", 9_995), new Repeats.Counted<>("a1", 1));
    }

    @Test
    void shouldMakeRoomOfKindsThatHaveStopped() {
        for (String kind : new String[] {"a1", "a2", "a3"}) {
            var _ = repeats.note(kind, 0);
        }

        assertThat(repeats.note("a4", 100)).isEqualTo(FIRST);
        assertThat(repeats.note("a5", 100)).isEqualTo(FIRST);
        assertThat(repeats.note("a4", 101)).isEqualTo(QUIET);
        assertThat(repeats.rest()).containsExactly(new Repeats.Counted<>("a4", 1));
    }

    @Test
    void shouldTellTheRestAtTheEnd() {
        var _ = repeats.note("a", 0);
        var _ = repeats.note("a", 1);
        var _ = repeats.note("b", 1);

        assertThat(repeats.rest()).containsExactly(new Repeats.Counted<>("a", 1));
        assertThat(repeats.rest()).isEmpty();
    }
}
