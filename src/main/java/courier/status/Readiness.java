package courier.status;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the worker does its work, and if not, why.
 *
 * @param reason a word for programs
 * @param message a sentence for people
 * @param details what else there is to say
 */
record Readiness(boolean ready, String reason, String message, Map<String, Object> details) {

    Readiness {
        details = Map.copyOf(details);
    }

    /** Where the worker's life has come to. */
    enum Phase {
        /** Topics, state directory and schemas are looked at. */
        PREPARING,
        /** The stream is there. */
        STREAMING,
        /** It was asked to end. */
        STOPPING
    }

    /**
     * Decides.
     *
     * @param started whether all tasks have run once
     * @param stream null before there is one
     */
    static Readiness of(
            Phase phase, boolean started, StreamView.State stream, Optional<Wedge> wedge, Duration wedgeAfter) {
        return switch (phase) {
            case PREPARING -> no("preparing", "The worker looks at its topics, its state directory and its schemas.");
            case STOPPING -> no("stopping", "The worker begins no calls and waits for those under way.");
            case STREAMING ->
                switch (stream) {
                    case FAILED, STOPPED -> no("stream-ended", "The stream has ended; the worker is about to.");
                    case MOVING ->
                        started
                                ? no("rebalancing", "Partitions are on the move between workers, or being restored.")
                                : no("starting", "Partitions are being assigned and restored.");
                    case RUNNING ->
                        started
                                ? wedge.map(found -> wedged(found, wedgeAfter))
                                        .orElse(new Readiness(true, "ready", "The worker does its work.", Map.of()))
                                : no("starting", "A ledger has not read its first probe back from the outcomes topic.");
                };
        };
    }

    private static Readiness no(String reason, String message) {
        return new Readiness(false, reason, message, Map.of());
    }

    private static Readiness wedged(Wedge wedge, Duration wedgeAfter) {
        return new Readiness(
                false,
                "wedged",
                wedge.message(),
                Map.of(
                        "cause", wedge.cause().text(),
                        "partition", wedge.partition(),
                        "count", wedge.count(),
                        "lasts_seconds", wedge.lasts().toSeconds(),
                        "allowed_seconds", wedgeAfter.toSeconds()));
    }

    Reply reply() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ready", ready);
        body.put("reason", reason);
        body.put("message", message);
        body.putAll(details);
        return Reply.json(ready ? Reply.OK : Reply.UNAVAILABLE, body);
    }
}
