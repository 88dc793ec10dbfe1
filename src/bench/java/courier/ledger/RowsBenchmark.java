package courier.ledger;

import courier.ledger.Entry.Dispatched;
import courier.ledger.Entry.Mark;
import courier.ledger.Entry.Open;
import courier.ledger.Entry.Settled;
import courier.outcome.Delivery;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Entries as rows of the stores, and back. */
@State(Scope.Benchmark)
public class RowsBenchmark {
    private static final String JOB = "B5KQKhAgTv6ZwzrfAbqbhipd";
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String INCARNATION = "0197f3a2-7b1c-7d53-9c41-2f6d0f3c8a11";
    private static final String NONCE = INCARNATION + ".7.1.123456";
    private static final long AT = 1_800_000_000_000L;

    @Param
    Kind entry = Kind.QUEUED;

    private Entry sample;
    private byte[] row;

    /** How far an entry is. */
    public enum Kind {
        QUEUED,
        DISPATCHED,
        /** After as many attempts as are kept. */
        RETRIED,
        SETTLED
    }

    /** Makes the entry. */
    @Setup
    public void make() {
        Open queued = Open.arrived(JOB, DIGEST, AT, null, 200_000, false);
        Open dispatched = queued.counted().with(new Dispatched(new Mark(NONCE, 1, INCARNATION, AT, null)));
        sample = switch (entry) {
            case QUEUED -> queued;
            case DISPATCHED -> dispatched;
            case RETRIED -> retried(dispatched);
            case SETTLED -> new Settled(JOB, DIGEST, null, Delivery.DELIVERED, AT, List.of(), NONCE);
        };
        row = encode();
        if (!decode().equals(sample)) {
            throw new IllegalStateException("the row is read back as something else");
        }
    }

    private static Open retried(Open first) {
        Open entry = first;
        for (int i = 1; i <= Open.HISTORY_MAX; i++) {
            entry = entry.counted()
                    .with(new AttemptLine(
                            i, NONCE, AT, AT, AT + 900, "retry", "ATS.UNAVAILABLE", 503, Delivery.REFUSED));
        }
        return entry;
    }

    /** From an entry to its row. */
    @Benchmark
    public byte[] encode() {
        return switch (sample) {
            case Open open -> Rows.encode(open);
            case Settled settled -> Rows.encode(settled, null);
            case Entry.Absent _ -> throw new IllegalStateException("nothing has no row");
        };
    }

    /** From a row to the entry. */
    @Benchmark
    public Entry decode() {
        return switch (entry) {
            case QUEUED, DISPATCHED, RETRIED -> Rows.decodeOpen(row);
            case SETTLED -> Rows.decodeSettled(row);
        };
    }
}
