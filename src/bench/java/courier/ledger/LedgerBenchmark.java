package courier.ledger;

import courier.outcome.OutcomeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The ledger with 30,000 intents in its queue: what a stream thread spends on each of them. */
@State(Scope.Thread)
public class LedgerBenchmark {
    private static final int WINDOW = 64;

    @Param({"1", "30", "300"})
    int integrations = 1;

    private Path directory;
    private DeepLedger ledger;
    private LedgerStores rows;
    private List<String> names;
    private int next;

    /** The outcomes of all slots, each time anew. */
    @State(Scope.Thread)
    public static class Outcomes {
        private List<OutcomeRecord> outcomes = List.of();

        /** Has all calls made, and puts as many intents into the queue as are about to end. */
        @Setup(Level.Invocation)
        public void call(LedgerBenchmark benchmark) {
            outcomes = benchmark.ledger.callAll();
            outcomes.forEach(benchmark.ledger::replace);
        }
    }

    /** Fills the queue. */
    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("courier-ledger");
        names = IntStream.range(0, integrations)
                .mapToObj("workday:integration%d"::formatted)
                .toList();
        ledger = DeepLedger.of(names, directory);
        rows = ledger.rows();
    }

    /** Leaves nothing behind. */
    @TearDown
    public void clear() throws IOException {
        ledger.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What of an integration is due next is read from the store, a window of it at a time; integrations in turn. */
    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public int due() {
        Integration integration = new Integration(names.get(next));
        next = (next + 1) % names.size();
        rows.timeline().look(integration, Long.MAX_VALUE, WINDOW);
        if (integration.window().size() < WINDOW) {
            throw new IllegalStateException("the queue is not as deep as a window");
        }
        return integration.window().size();
    }

    /** A call's outcome comes: its intent is settled, and the next one that is due is picked and marked. */
    @Benchmark
    @OperationsPerInvocation(DeepLedger.SLOTS)
    public void turn(Outcomes heard) {
        heard.outcomes.forEach(ledger::take);
    }
}
