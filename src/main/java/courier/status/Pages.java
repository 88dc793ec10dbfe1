package courier.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which page is where. Thread-safe. */
final class Pages {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String APPLICATIONS = "applications";
    private static final int WITH_IDS = 3;

    private final Operations operations;

    Pages(Operations operations) {
        this.operations = operations;
    }

    Reply reply(Request request) {
        List<String> path = request.path();
        if (path.size() == WITH_IDS && path.getFirst().equals(APPLICATIONS)) {
            return intent(path.get(1), path.get(2), request.forwarded());
        }
        return switch (String.join("/", path)) {
            case "" -> WebPage.reply();
            case "metrics" -> Reply.text(PROMETHEUS, operations.scrape());
            case "health/live" -> health("live", operations.alive(), "The stream has failed, or has no thread left.");
            case "health/started" ->
                health("started", operations.started(), "The stream, or a ledger of it, has not begun.");
            case "health/ready" -> operations.readiness().reply();
            case "status" ->
                status(request.query().get("limit"), request.query().getOrDefault("match", ""));
            default ->
                Reply.error(
                        Reply.NOT_FOUND,
                        "no-such-page",
                        "There are /, /metrics, /status, /health/live, /health/ready, /health/started and"
                                + " /applications/{integration}/{intent}.");
        };
    }

    private static Reply health(String name, boolean good, String otherwise) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, good);
        if (!good) {
            body.put("message", otherwise);
        }
        return Reply.json(good ? Reply.OK : Reply.UNAVAILABLE, body);
    }

    private Reply status(@Nullable String limit, String match) {
        int listed = StatusPage.LISTED;
        if (limit != null) {
            if (!limit.matches("\\d{1,9}")) {
                return Reply.error(Reply.BAD_REQUEST, "bad-limit", "The limit must be a whole number.");
            }
            listed = Integer.parseInt(limit);
        }
        StatusReport report = operations.status(new StatusPage.Choice(match, listed));
        return report == null ? preparing() : Reply.json(Reply.OK, report);
    }

    private Reply intent(String integrationId, String intentId, boolean forwarded) {
        IntentPage page = operations.intents();
        return page == null ? preparing() : page.reply(integrationId, intentId, forwarded);
    }

    private static Reply preparing() {
        return Reply.again("preparing", "The worker has no stream yet. Ask again in a moment.");
    }
}
