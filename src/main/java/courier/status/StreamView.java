package courier.status;

import courier.ledger.Whereabouts;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The stream, as far as the pages look at it. Safe for use by many threads. */
public interface StreamView {

    /** What it does. */
    enum State {
        /** It is being set up, or tasks are on the move or being restored. */
        MOVING,
        /** All its tasks run. */
        RUNNING,
        /** It was stopped. */
        STOPPED,
        /** It will not run again. */
        FAILED
    }

    /** What it does now. */
    State state();

    /** Stream threads that are alive. */
    int liveThreads();

    /** Workers of the application that have an address, with their partitions of the ledger. */
    List<Peer> peers();

    /** Who owns an integration. */
    Owner ownerOf(String integrationId);

    /** Where an intent of an integration of this worker stands; nothing if it is no longer, or not yet, its. */
    Optional<List<Whereabouts.Found>> find(String integrationId, String intentId);

    /** Registers the metrics of the stream and of Kafka's clients; closing what it returns ends their renewal. */
    AutoCloseable bindTo(MeterRegistry registry);

    /** A worker. */
    record Peer(URI address, List<Integer> partitions) {
        /** Copies the list. */
        public Peer {
            partitions = List.copyOf(partitions);
        }
    }

    /** Who owns an integration. */
    sealed interface Owner {
        /** This worker. */
        record Here(int partition) implements Owner {}

        /** Another one, that can be asked there. */
        record There(URI address) implements Owner {}

        /** Another one, that cannot be asked: its pages are switched off. */
        record Nowhere() implements Owner {}

        /** That is not known for the moment. */
        record Moving() implements Owner {}
    }
}
