package courier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import courier.intent.Identity;
import courier.testing.Fresh;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a long queue costs, in rows of the real stores that are touched: counts, as times would tell of the machine. */
class BacklogTest {

    private static final String INTEGRATION = "workday:long";
    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;
    private static final int PICKED = 500;
    private static final int WINDOW = 64;
    private static final long NOW = Given.NOW;

    private final List<StateStore> stores = new ArrayList<>();

    @AfterEach
    void close() {
        stores.forEach(StateStore::close);
    }

    private record Cost(long rows, long longestLook) {}

    @Test
    void shouldPickWhatIsNextAtTheSameCostHoweverMuchWaits() {
        Cost small = pick(queue(SMALL));
        Cost large = pick(queue(LARGE));

        assertThat(large).isEqualTo(small);
        assertThat(small.longestLook()).isLessThanOrEqualTo(WINDOW + 2);
    }

    @Test
    void shouldTellTheOldestInOneStepHoweverMuchWaits() {
        for (int waiting : new int[] {SMALL, LARGE}) {
            Queue queue = queue(waiting);
            pick(queue);
            queue.ledger.oldest(queue.integration);
            queue.open.forget();

            Long oldest = queue.ledger.oldest(queue.integration);

            assertThat(oldest).isEqualTo(NOW + PICKED);
            assertThat(queue.open.touched()).as("rows for " + waiting).isEqualTo(1);
            assertThat(queue.integration.lowAdmitted())
                    .as("later searches start here")
                    .isEqualTo(oldest);
        }
    }

    /** One entry that fails for hours must not have each search walk over what has ended since. */
    @Test
    void shouldKnowTheAgeOfAnEntryThatIsTriedAgainAndAgain() {
        Queue queue = queue(3);
        Identity first = identity(0);
        Entry.Open open = (Entry.Open) queue.ledger.find(first);

        queue.change(first, open, open.counted().with(new Entry.Queued(NOW + 1_000_000)));
        assertThat(queue.ledger.oldest(queue.integration)).isEqualTo(NOW);

        queue.change(first, queue.ledger.find(first), Given.ended("X", courier.outcome.Delivery.REFUSED));
        assertThat(queue.ledger.oldest(queue.integration)).isEqualTo(NOW + 1);
    }

    @Test
    void shouldFindWhatIsDueNextOfAllThatIsDueLater() {
        Queue queue = queue(SMALL);
        queue.ledger.look(queue.integration, NOW - 1, WINDOW);
        assertThat(queue.integration.next()).isNull();
        queue.open.forget();

        Integration.Due earliest = Objects.requireNonNull(queue.ledger.earliest(queue.integration));

        assertThat(earliest).isEqualTo(new Integration.Due(identity(0), NOW, 0));
        assertThat(queue.open.touched()).isEqualTo(1);
    }

    /** Dispatches and ends so many, as the dispatcher does: by the window. */
    private static Cost pick(Queue queue) {
        long began = queue.open.touched();
        long longest = 0;
        for (int picked = 0; picked < PICKED; picked++) {
            if (queue.integration.next() == null) {
                long before = queue.open.touched();
                queue.ledger.look(queue.integration, NOW + LARGE, WINDOW);
                longest = Math.max(longest, queue.open.touched() - before);
            }
            Integration.Due due = Objects.requireNonNull(queue.integration.next());
            assertThat(due.dueAt()).isEqualTo(NOW + picked);
            queue.integration.taken(due);
            Entry.Open waiting = (Entry.Open) queue.ledger.find(due.identity());
            Entry.Open dispatched = waiting.with(new Entry.Dispatched(Given.mark("n" + picked)));
            queue.change(due.identity(), waiting, dispatched);
            queue.change(due.identity(), dispatched, Given.delivered());
        }
        return new Cost(queue.open.touched() - began, longest);
    }

    private record Queue(LedgerStores ledger, Integration integration, CountingStore open) {
        void change(Identity identity, Entry before, Entry after) {
            ledger.replace(identity, before, after, null);
            integration.count(before, after);
            if (after instanceof Entry.Open to && to.phase() instanceof Entry.Queued(long due)) {
                integration.added(new Integration.Due(identity, due, to.attachmentBytes()), Long.MAX_VALUE);
            }
        }
    }

    private Queue queue(int waiting) {
        MockProcessorContext<String, Told> context = new MockProcessorContext<>(
                new Properties(), new TaskId(0, 0), Fresh.directory("backlog").toFile());
        CountingStore open = new CountingStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(LedgerStores.OPEN), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build());
        open.init(context.getStateStoreContext(), open);
        context.addStateStore(open);
        stores.add(open);
        for (String name : List.of(LedgerStores.PAYLOAD, LedgerStores.SETTLED)) {
            KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
        }
        KeyValueStore<String, byte[]> integrations = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(LedgerStores.INTEGRATIONS), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        integrations.init(context.getStateStoreContext(), integrations);
        Queue queue = new Queue(new LedgerStores(context), new Integration(INTEGRATION), open);
        for (int i = 0; i < waiting; i++) {
            queue.change(identity(i), Entry.ABSENT, Entry.Open.arrived("job", Given.DIGEST, NOW + i, null, 0, false));
        }
        return queue;
    }

    private static Identity identity(int number) {
        return new Identity(INTEGRATION, "i" + number, 0);
    }
}
