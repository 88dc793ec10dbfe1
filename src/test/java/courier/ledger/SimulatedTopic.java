package courier.ledger;

import courier.outcome.OutcomeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An outcomes topic that is late, reordered and doubled, with the position that a task has read up to. */
final class SimulatedTopic {

    private final Random random;
    private final List<OutcomeRecord> onTheWay = new ArrayList<>();
    private final List<OutcomeRecord> topic = new ArrayList<>();
    private int read;
    private int readCommitted;
    private int barrier;
    private boolean calm;

    SimulatedTopic(Random random) {
        this.random = random;
    }

    /** From now on no record is doubled. */
    void calmDown() {
        calm = true;
    }

    void send(OutcomeRecord record) {
        onTheWay.add(record);
    }

    /** Lets any one record on its way arrive. */
    void deliver() {
        if (!onTheWay.isEmpty()) {
            OutcomeRecord record = onTheWay.remove(random.nextInt(onTheWay.size()));
            topic.add(record);
            if (!calm && random.nextInt(5) == 0) {
                onTheWay.add(record);
            }
        }
    }

    /** The next record that was not read; null if all were. */
    @Nullable
    OutcomeRecord poll() {
        return read < topic.size() ? topic.get(read++) : null;
    }

    void commit() {
        readCommitted = read;
    }

    void abort() {
        read = readCommitted;
    }

    /** A new owner reads up to here before it dispatches anything. */
    void raiseBarrier() {
        barrier = topic.size();
    }

    boolean barrierPassed() {
        return read >= barrier;
    }

    boolean readToTheEnd() {
        return read == topic.size();
    }

    /** Whether an outcome of that dispatch can be read by now. */
    boolean has(String nonce) {
        return topic.stream().anyMatch(record -> switch (record) {
            case OutcomeRecord.Attempted it -> it.nonce().equals(nonce);
            case OutcomeRecord.Released it -> it.nonce().equals(nonce);
            case OutcomeRecord.LookedUp _, OutcomeRecord.Probed _, OutcomeRecord.Commanded _ -> false;
        });
    }

    boolean nothingOnTheWay() {
        return onTheWay.isEmpty();
    }
}
