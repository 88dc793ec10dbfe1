package courier.status;

import courier.ledger.Whereabouts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that says what a test wants. */
final class FakeStream implements StreamView {

    State state = State.RUNNING;
    int liveThreads = 1;
    Owner owner = new Owner.Here(3);
    /** Null while the integration is on the move. */
    @Nullable
    Map<String, List<Whereabouts.Found>> intents = new HashMap<>();

    @Override
    public State state() {
        return state;
    }

    @Override
    public int liveThreads() {
        return liveThreads;
    }

    @Override
    public List<Peer> peers() {
        return List.of();
    }

    @Override
    public Owner ownerOf(String integrationId) {
        return owner;
    }

    @Override
    public Optional<List<Whereabouts.Found>> find(String integrationId, String intentId) {
        Map<String, List<Whereabouts.Found>> known = intents;
        return known == null
                ? Optional.empty()
                : Optional.of(known.getOrDefault(integrationId + "/" + intentId, List.of()));
    }

    @Override
    public AutoCloseable bindTo(MeterRegistry registry) {
        return () -> {};
    }
}
