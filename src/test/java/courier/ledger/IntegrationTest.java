package courier.ledger;

import static courier.ledger.Given.HOLD;
import static courier.ledger.Given.IDENTITY;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.queued;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.Scope;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntegrationTest {

    private final Integration integration = new Integration("workday:abc");

    @Test
    void shouldCountEntriesByTheirPhase() {
        integration.count(Entry.ABSENT, queued());
        integration.count(Entry.ABSENT, queued());
        integration.count(queued(), dispatched());
        assertThat(integration.queued()).isEqualTo(1);
        assertThat(integration.dispatched()).isEqualTo(1);

        integration.count(dispatched(), delivered());
        integration.count(queued(), queued().with(new Entry.Queued(5)));
        assertThat(integration.queued()).isEqualTo(1);
        assertThat(integration.dispatched()).isZero();
    }

    @Test
    void shouldReadItsRowBack() {
        integration.count(Entry.ABSENT, queued());
        integration.count(Entry.ABSENT, dispatched());
        integration.rise(55);
        integration.aged(44);
        integration.become(Health.GOOD
                .proven(1, 1)
                .failing(new Health.Trouble(Scope.ADDRESS, "A", false, 1), 1, HOLD)
                .held(new Health.Trouble(Scope.ADDRESS, "B", false, 2), 2, HOLD)
                .unproven(3, true, 3, HOLD)
                .probing(4, HOLD)
                .heldByPerson(Scope.INTEGRATION, 5));
        Hold hold = Objects.requireNonNull(integration.health().hold());
        integration.become(
                integration.health().with(hold.outlasted().extended(0).extended(0)));

        Integration read = Integration.of("workday:abc", integration.row());

        assertThat(read.queued()).isEqualTo(1);
        assertThat(read.dispatched()).isEqualTo(1);
        assertThat(read.lowDue()).isEqualTo(55);
        assertThat(read.lowAdmitted()).isEqualTo(44);
        assertThat(read.health()).isEqualTo(integration.health());
        assertThat(read.health().hold())
                .isEqualTo(new Hold(Scope.ADDRESS, "B", 2, Long.MAX_VALUE, 1, 1, true, true, 0, null));
    }

    @Test
    void shouldNeverRaiseItsLowWaterMarkAboveWhatIsAdded() {
        integration.rise(100);
        integration.rise(50);
        assertThat(integration.lowDue()).isEqualTo(100);

        integration.added(due(70), 70);

        assertThat(integration.lowDue()).isEqualTo(70);
    }

    @Test
    void shouldForgetItsWindowWhenSomethingBelongsIntoIt() {
        integration.window().add(due(10));
        integration.window().add(due(20));
        integration.looked(20);

        integration.added(due(20), 20);
        assertThat(integration.window()).as("others may stand before it").hasSize(2);

        integration.added(due(19), 20);
        assertThat(integration.window()).isEmpty();
        assertThat(integration.nextLook()).isEqualTo(10);
    }

    @Test
    void shouldNotLookForWhatComesWhenNothingElseWaitsBeforeIt() {
        integration.rise(5);
        integration.looked(Long.MAX_VALUE);

        integration.added(due(10), 10);
        integration.added(due(10), 12);

        assertThat(integration.window()).containsExactly(due(10), due(10));
        assertThat(integration.lowDue()).isEqualTo(10);
        assertThat(integration.nextLook()).isEqualTo(Long.MAX_VALUE);
    }

    /** A due time can lie in the past, as that of an intent which expired while it was called. */
    @Test
    void shouldLoseNothingBelowItsLowWaterMarkWhenDueTimesGoBack() {
        integration.looked(Long.MAX_VALUE);
        LongStream.of(5, 10, 7, 6).forEach(dueAt -> integration.added(due(dueAt), 10));

        assertThat(integration.lowDue()).isEqualTo(5);
        assertThat(integration.nextLook()).isEqualTo(5);
        assertThat(integration.window()).isEmpty();
    }

    @Test
    void shouldLookForWhatComesWhenSomethingMayStandBeforeIt() {
        integration.looked(9);
        integration.added(due(10), 10);
        assertThat(integration.window()).as("beyond what was seen").isEmpty();

        integration.looked(Long.MAX_VALUE);
        integration.added(due(11), 10);
        assertThat(integration.window()).as("not due yet").isEmpty();
        assertThat(integration.nextLook()).isEqualTo(11);

        integration.looked(Long.MAX_VALUE);
        IntStream.rangeClosed(1, Integration.WINDOW).forEach(_ -> integration.added(due(12), 12));
        integration.added(due(13), 13);
        assertThat(integration.window()).as("no more than it holds").hasSize(Integration.WINDOW);
        assertThat(integration.nextLook()).isEqualTo(13);
        integration.window().clear();
        integration.added(due(14), 14);
        assertThat(integration.window()).as("behind what is to be looked for").isEmpty();
    }

    /** One that was touched once stays known: a turn may still be waiting for it. */
    @Test
    void shouldStayKnownOnceAnEntryWasQueued() {
        Integration integration = new Integration("workday:abc");
        assertThat(integration.untouched()).isTrue();

        integration.added(due(1_000), 1_000);

        assertThat(integration.untouched()).isFalse();
        assertThat(integration.lowDue()).isEqualTo(1_000);
    }

    private static Integration.Due due(long dueAt) {
        return new Integration.Due(IDENTITY, dueAt, 0);
    }
}
