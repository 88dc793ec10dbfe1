package courier.cli;

import courier.intent.Intent;
import courier.ops.ExitCode;
import java.util.function.Supplier;

/** Where intents are published. Used by one thread. */
public interface IntentSink extends AutoCloseable {

    /** Hands an intent over; the receipt can be waited for. */
    Supplier<Receipt> send(Intent intent);

    @Override
    void close();

    /** What became of an intent that was handed over. */
    sealed interface Receipt {
        /** All replicas have it. */
        record Written(int partition, long offset) implements Receipt {}

        /** It is not known to be there; the reason is for a person. */
        record Failed(ExitCode code, String reason) implements Receipt {}
    }
}
