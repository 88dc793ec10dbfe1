package courier.submission.limit;

import java.util.Optional;

/** Placeholder until the merge. */
public interface Slots {
    Optional<Permit> tryAcquire(String integration);

    int inFlight(String integration);

    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
