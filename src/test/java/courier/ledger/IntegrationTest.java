package courier.ledger;

import static courier.ledger.Given.HOLD;
import static courier.ledger.Given.IDENTITY;
import static courier.ledger.Given.delivered;
import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.queued;
import static org.assertj.core.api.Assertions.assertThat;

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
        integration.become(Health.GOOD.failing("A", 1, HOLD).held("B", 2, HOLD).probing(3, HOLD));

        Integration read = Integration.of("workday:abc", integration.row());

        assertThat(read.queued()).isEqualTo(1);
        assertThat(read.dispatched()).isEqualTo(1);
        assertThat(read.lowDue()).isEqualTo(55);
        assertThat(read.health()).isEqualTo(integration.health());
    }

    @Test
    void shouldNeverRaiseItsLowWaterMarkAboveWhatIsAdded() {
        integration.rise(100);
        integration.rise(50);
        assertThat(integration.lowDue()).isEqualTo(100);

        integration.added(70);

        assertThat(integration.lowDue()).isEqualTo(70);
    }

    @Test
    void shouldForgetItsWindowWhenSomethingBelongsIntoIt() {
        integration.window().add(new Integration.Due(IDENTITY, 10, 0));
        integration.window().add(new Integration.Due(IDENTITY.next(), 20, 0));
        integration.looked(30);

        integration.added(20);
        assertThat(integration.window()).as("behind the window").hasSize(2);

        integration.added(19);
        assertThat(integration.window()).isEmpty();
        assertThat(integration.nextLook()).isEqualTo(19);
    }

    /** One that was touched once stays known: a turn may still be waiting for it. */
    @Test
    void shouldStayKnownOnceAnEntryWasQueued() {
        Integration integration = new Integration("workday:abc");
        assertThat(integration.untouched()).isTrue();

        integration.added(1_000);

        assertThat(integration.untouched()).isFalse();
        assertThat(integration.lowDue()).isEqualTo(1_000);
    }
}
