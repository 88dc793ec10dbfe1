package courier.status;

import courier.ledger.Whereabouts;
import java.util.List;
import java.util.Optional;

/**
 * Where an intent stands: answered here if the integration is this worker's, else asked of its owner, once. A worker
 * that is asked by another one never asks a third. Thread-safe.
 */
final class IntentPage {

    private final StreamView stream;
    private final Neighbour neighbour;
    private final String address;

    IntentPage(StreamView stream, Neighbour neighbour, String address) {
        this.stream = stream;
        this.neighbour = neighbour;
        this.address = address;
    }

    Reply reply(String integrationId, String intentId, boolean forwarded) {
        return switch (stream.ownerOf(integrationId)) {
            case StreamView.Owner.Here(int partition) -> here(integrationId, intentId, partition);
            case StreamView.Owner.There there ->
                forwarded ? moving() : neighbour.ask(there.address(), integrationId, intentId);
            case StreamView.Owner.Nowhere _ ->
                Reply.error(
                        Reply.BAD_GATEWAY,
                        "owner-has-no-address",
                        "The integration is another worker's, whose pages are switched off (http.enabled).");
            case StreamView.Owner.Moving _ -> moving();
        };
    }

    private Reply here(String integrationId, String intentId, int partition) {
        Optional<List<Whereabouts.Found>> found = stream.find(integrationId, intentId);
        if (found.isEmpty()) {
            return moving();
        }
        if (found.get().isEmpty()) {
            return Reply.error(
                    Reply.NOT_FOUND,
                    "unknown-intent",
                    "The ledger does not know such an intent: it has not arrived, or was never readable, or has ended"
                            + " longer ago than ledger.memory.");
        }
        return Reply.json(
                Reply.OK,
                new IntentReport(
                        integrationId,
                        intentId,
                        address,
                        partition,
                        found.get().stream().map(IntentReport::generation).toList()));
    }

    private static Reply moving() {
        return Reply.again("rebalancing", "The integration is on the move between workers. Ask again in a moment.");
    }
}
