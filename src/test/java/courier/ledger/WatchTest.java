package courier.ledger;

import static courier.ledger.Given.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Watch watch = new Watch();

    @Test
    void shouldRipenEntriesInTheirTime() {
        watch.add(IDENTITY, new Watch.Watched("a", 0, 0, 10, false));
        watch.add(IDENTITY.next(), new Watch.Watched("b", 0, 0, 20, true));

        assertThat(watch.nextRipe()).isEqualTo(10);
        assertThat(watch.ripe(9)).isEmpty();
        assertThat(watch.ripe(10)).isEqualTo(Map.of(IDENTITY, "a"));
        assertThat(watch.ripe(20)).hasSize(2);

        watch.remove(IDENTITY);
        assertThat(watch.nextRipe()).isEqualTo(20);
        watch.remove(IDENTITY.next());
        assertThat(watch.nextRipe()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldCountTheSlotsThatOtherWorkersTake() {
        Identity other = new Identity("personio:x", "i", 0);
        watch.add(IDENTITY, new Watch.Watched("a", 0, 0, 1, true));
        watch.add(IDENTITY.next(), new Watch.Watched("b", 0, 0, 1, true));
        watch.add(other, new Watch.Watched("c", 0, 0, 1, false));
        assertThat(watch.foreign(IDENTITY.integrationId())).isEqualTo(2);
        assertThat(watch.foreign("personio:x")).isZero();

        watch.add(IDENTITY, new Watch.Watched("d", 0, 0, 1, false));
        watch.remove(IDENTITY);
        watch.remove(IDENTITY);
        assertThat(watch.foreign(IDENTITY.integrationId())).isEqualTo(1);
    }

    @Test
    void shouldKnowTheOldestOfEachIntegration() {
        Identity other = new Identity("personio:x", "i", 0);
        watch.add(IDENTITY, new Watch.Watched("a", 30, 0, 1, false));
        watch.add(IDENTITY.next(), new Watch.Watched("b", 20, 0, 1, true));
        watch.add(other, new Watch.Watched("c", 10, 0, 1, false));

        assertThat(watch.oldest(IDENTITY.integrationId())).isEqualTo(20);
        watch.remove(IDENTITY.next());
        assertThat(watch.oldest(IDENTITY.integrationId())).isEqualTo(30);
        assertThat(watch.oldest("greenhouse:y")).isNull();
    }
}
