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
import org.jspecify.annotations.Nullable;
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
    private static final byte[] PAYLOAD = {1, 2, 3};

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
            queue.open.forget();

            assertThat(queue.oldest()).isEqualTo(NOW + PICKED);
            assertThat(queue.open.touched()).as("rows for " + waiting).isEqualTo(1);
        }
    }

    @Test
    void shouldWriteOneRowOfTheOpenForAnArrivalAndTwoForADispatch() {
        Queue queue = queue(0);
        queue.admit(0);
        assertThat(queue.open.written()).isEqualTo(1);
        queue.open.forget();

        queue.dispatch(0);
        assertThat(queue.open.written()).isEqualTo(2);
    }

    @Test
    void shouldKnowTheAgeOfWhatIsDispatched() {
        Queue queue = queue(2);

        queue.dispatch(0);
        assertThat(queue.oldest()).isEqualTo(NOW);

        queue.dispatch(1);
        queue.change(identity(0), queue.ledger.find(identity(0)), Given.delivered());
        queue.watch.remove(identity(0));
        assertThat(queue.oldest()).isEqualTo(NOW + 1);
    }

    @Test
    void shouldKnowTheAgeOfWhatIsVerified() {
        Queue queue = queue(2);
        Entry.Open dispatched = queue.dispatch(0);
        queue.watch.remove(identity(0));

        queue.change(identity(0), dispatched, dispatched.with(Given.verifying().phase()));
        assertThat(queue.oldest()).isEqualTo(NOW);

        queue.change(identity(0), queue.ledger.find(identity(0)), Given.delivered());
        assertThat(queue.oldest()).isEqualTo(NOW + 1);
    }

    /** What is looked for from a mark on must lower that mark when it comes back from a dispatch. */
    @Test
    void shouldFindAnOlderOneThatComesBackAfterAYoungerOne() {
        Queue queue = queue(3);
        Entry.Open older = queue.dispatch(0);
        Entry.Open younger = queue.dispatch(1);
        queue.watch.remove(identity(0));
        queue.watch.remove(identity(1));

        queue.change(identity(1), younger, younger.counted().with(new Entry.Queued(NOW + 2_000_000)));
        assertThat(queue.oldest()).isEqualTo(NOW + 1);
        queue.change(identity(0), older, older.counted().with(new Entry.Queued(NOW + 1_000_000)));
        assertThat(queue.oldest()).isEqualTo(NOW);
    }

    @Test
    void shouldKeepThePayloadFromArrivalToEnd() {
        Queue queue = queue(1);
        Identity first = identity(0);
        assertThat(queue.ledger.findAsked(first).payload()).isEqualTo(PAYLOAD);

        Entry.Open dispatched = queue.dispatch(0);
        assertThat(queue.ledger.findAsked(first).entry()).isEqualTo(dispatched);
        assertThat(queue.ledger.payload(first)).isEqualTo(PAYLOAD);

        Entry.Open again = dispatched.postponed().with(new Entry.Queued(NOW + 5));
        queue.change(first, dispatched, again);
        assertThat(queue.ledger.find(first)).isEqualTo(again);
        assertThat(queue.ledger.payload(first)).isEqualTo(PAYLOAD);

        queue.change(first, again, Given.delivered());
        assertThat(queue.ledger.find(first)).isEqualTo(Given.delivered());
        assertThat(queue.ledger.findAsked(first).payload()).isNull();
        assertThat(queue.open.size()).as("rows that are left").isZero();
    }

    /** One entry that fails for hours must not have each search walk over what has ended since. */
    @Test
    void shouldKnowTheAgeOfAnEntryThatIsTriedAgainAndAgain() {
        Queue queue = queue(3);
        Identity first = identity(0);
        Entry.Open open = queue.dispatch(0);
        queue.watch.remove(first);

        queue.change(first, open, open.counted().with(new Entry.Queued(NOW + 1_000_000)));
        assertThat(queue.oldest()).isEqualTo(NOW);

        queue.change(first, queue.ledger.find(first), Given.ended("X", courier.outcome.Delivery.REFUSED));
        assertThat(queue.oldest()).isEqualTo(NOW + 1);
    }

    @Test
    void shouldFindWhatIsDueNextOfAllThatIsDueLater() {
        Queue queue = queue(SMALL);
        queue.ledger.timeline().look(queue.integration, NOW - 1, WINDOW);
        assertThat(queue.integration.next()).isNull();
        queue.open.forget();

        Integration.Due earliest =
                Objects.requireNonNull(queue.ledger.timeline().earliest(queue.integration));

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
                queue.ledger.timeline().look(queue.integration, NOW + LARGE, WINDOW);
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

    private record Queue(LedgerStores ledger, Integration integration, CountingStore open, Watch watch) {
        void admit(int number) {
            Entry.Open entry = Entry.Open.arrived("job", Given.DIGEST, NOW + number, null, 0, false);
            ledger.admit(identity(number), entry, PAYLOAD);
            moved(identity(number), Entry.ABSENT, entry);
        }

        Entry.Open dispatch(int number) {
            Entry.Open waiting = (Entry.Open) ledger.find(identity(number));
            Entry.Open dispatched = waiting.with(new Entry.Dispatched(Given.mark("n" + number)));
            change(identity(number), waiting, dispatched);
            watch.add(identity(number), new Watch.Watched("n" + number, waiting.admittedAt(), NOW, NOW, false));
            return dispatched;
        }

        void change(Identity identity, Entry before, Entry after) {
            ledger.replace(identity, before, after, null);
            moved(identity, before, after);
        }

        private void moved(Identity identity, Entry before, Entry after) {
            integration.count(before, after);
            if (after instanceof Entry.Open to && to.phase() instanceof Entry.Queued(long due)) {
                integration.added(new Integration.Due(identity, due, to.attachmentBytes()), Long.MAX_VALUE);
            }
        }

        @Nullable
        Long oldest() {
            return new Backlog(ledger, new Roster(ledger), watch).oldest(integration);
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
        Queue queue = new Queue(new LedgerStores(context), new Integration(INTEGRATION), open, new Watch());
        for (int i = 0; i < waiting; i++) {
            queue.admit(i);
        }
        open.forget();
        return queue;
    }

    private static Identity identity(int number) {
        return new Identity(INTEGRATION, "i" + number, 0);
    }
}
