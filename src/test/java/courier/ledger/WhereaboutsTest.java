package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** An intent is found wherever its rows are. */
final class WhereaboutsTest {

    private final TaskBench task = TaskBench.of("w1", 1).ready();

    @Test
    void shouldFollowAnIntentFromRowToRow() {
        task.arrive("i1", "i2");
        assertThat(find("i1"))
                .singleElement()
                .satisfies(found -> assertThat(found.entry())
                        .isInstanceOfSatisfying(
                                Entry.Open.class,
                                open -> assertThat(open.phase()).isInstanceOf(Entry.Dispatched.class)));
        assertThat(find("i2"))
                .singleElement()
                .satisfies(found -> assertThat(found.entry())
                        .isInstanceOfSatisfying(
                                Entry.Open.class,
                                open -> assertThat(open.phase()).isInstanceOf(Entry.Queued.class)));

        task.commit();
        task.hearAll();

        assertThat(find("i1")).singleElement().satisfies(found -> {
            assertThat(found.generation()).isZero();
            assertThat(found.entry()).isInstanceOf(Entry.Settled.class);
        });
    }

    @Test
    void shouldFindNothingOfOneWhoseNameOnlyBeginsTheSame() {
        task.arrive("i1", "i11");

        assertThat(find("i")).isEmpty();
        assertThat(find("i1")).hasSize(1);
        assertThat(Whereabouts.of(shelves(), "workday:other", "i1")).isEmpty();
    }

    private List<Whereabouts.Found> find(String intentId) {
        return Whereabouts.of(shelves(), TaskBench.INTEGRATION, intentId);
    }

    private Whereabouts.Shelves shelves() {
        return new Whereabouts.Shelves(store(Whereabouts.PAYLOAD), store(Whereabouts.OPEN), store(Whereabouts.SETTLED));
    }

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return task.context.getStateStore(name);
    }
}
