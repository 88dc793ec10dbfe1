package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.sandbox.kombo.behaviour.BehaviourReader;
import courier.sandbox.kombo.behaviour.Behaviours;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.SearchManner;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.util.Fields;

/**
 * The calls by which a running stand-in is watched and told how to behave. Safe for use by many threads.
 *
 * <ul>
 *   <li>{@code GET /control/journal}: one line of JSON for each {@link Post}; with {@code ?from=} a sequence number,
 *       those from it on
 *   <li>{@code GET /control/stats}: counts
 *   <li>{@code PUT /control/behaviours}, {@code /control/behaviours/{integration}}, {@code /control/jobs/{job_id}}:
 *       what {@link BehaviourReader} reads
 *   <li>{@code PUT /control/limits}: {@code {"concurrency": 30, "rate": {"limit": 300, "window": "60s"}}}, a rate of
 *       null for none; {@code PUT /control/limits/{integration}}: {@code {"concurrency": 5}}
 *   <li>{@code PUT /control/restrictions/{integration}}: the value of {@code attachment_restrictions}, see
 *       {@link Restricting}
 *   <li>{@code PUT /control/search}: {@code {"lag": "5s", "refuse": "PLATFORM.UNKNOWN_ERROR", "page": 2, "dated":
 *       false}}, each of them as it is said or not, see {@link SearchManner}
 *   <li>{@code PUT /control/checks}: {@code {"one_in": 100}}: how many requests are held against Kombo's schema; all,
 *       until it is told
 *   <li>{@code DELETE /control/hanging}: cuts the calls that hang, which over HTTP/1.1 outlive their client
 * </ul>
 */
final class Control {
    private final Behaviours behaviours;
    private final Restricting restricting;
    private final Searching searching;
    private final Contract contract;
    private final Limits limits;
    private final Journal journal;
    private final Answers answers;
    private final Closing closing;

    Control(Behaviours behaviours, Restricting restricting, Searching searching, Contract contract, Deed.Tools tools) {
        this.behaviours = behaviours;
        this.restricting = restricting;
        this.searching = searching;
        this.contract = contract;
        this.limits = tools.limits();
        this.journal = tools.journal();
        this.answers = tools.answers();
        this.closing = tools.closing();
    }

    /** Serves a call; the path is what follows {@code /control}. */
    void serve(Exchange exchange, List<String> path) {
        boolean _ = exchange.send(answer(exchange, path));
    }

    private Answer answer(Exchange exchange, List<String> path) {
        String call = exchange.method() + " " + path.getFirst() + (path.size() == 2 ? "/*" : "");
        try {
            return switch (call) {
                case "GET journal" -> answers.lines(journal.from(from(exchange)));
                case "GET stats" -> stats();
                case "PUT behaviours",
                        "PUT behaviours/*",
                        "PUT jobs/*",
                        "PUT limits",
                        "PUT limits/*",
                        "PUT restrictions/*",
                        "PUT search",
                        "PUT checks" -> {
                    set(call, path.getLast(), Json.MAPPER.readTree(exchange.body()));
                    yield answers.ok(Json.MAPPER.createObjectNode());
                }
                case "DELETE hanging" -> {
                    closing.free();
                    yield answers.ok(Json.MAPPER.createObjectNode());
                }
                default -> answers.error(null, 404, "There is no such control call.");
            };
        } catch (IOException | IllegalArgumentException e) {
            return answers.error(null, 400, String.valueOf(e.getMessage()));
        }
    }

    private static long from(Exchange exchange) {
        Fields.Field from = exchange.query().get("from");
        return from == null ? 1 : Long.parseLong(from.getValue());
    }

    private void set(String call, String name, JsonNode json) {
        switch (call) {
            case "PUT behaviours" -> behaviours.byDefault(BehaviourReader.read(json));
            case "PUT behaviours/*" -> behaviours.ofIntegration(name, BehaviourReader.read(json));
            case "PUT jobs/*" -> behaviours.ofJob(name, BehaviourReader.read(json));
            case "PUT restrictions/*" -> restricting.of(name, json);
            case "PUT search" -> searching.behave(manner(json));
            case "PUT checks" -> contract.checkOneIn(Math.max(1, limit(json, "one_in")));
            case "PUT limits/*" -> limits.concurrency(name, limit(json, "concurrency"));
            default -> limits(json);
        }
    }

    private static SearchManner manner(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!Set.of("lag", "refuse", "page", "dated").contains(name)) {
                throw new IllegalArgumentException(name + " is not known");
            }
        });
        SearchManner manner = SearchManner.WELL;
        if (json.has("lag")) {
            manner = manner.lagging(BehaviourReader.duration(json.get("lag")));
        }
        if (json.has("refuse")) {
            String code = json.get("refuse").asText();
            manner = manner.refusing(
                    ErrorCode.of(code).orElseThrow(() -> new IllegalArgumentException(code + " is not known")));
        }
        if (json.has("page")) {
            manner = manner.paging(limit(json, "page"));
        }
        return json.path("dated").asBoolean(true) ? manner : manner.undated();
    }

    private void limits(JsonNode json) {
        if (json.has("concurrency")) {
            limits.concurrency(limit(json, "concurrency"));
        }
        if (json.path("rate").isObject()) {
            JsonNode rate = json.get("rate");
            limits.rate(limit(rate, "limit"), BehaviourReader.duration(rate.path("window")));
        } else if (json.has("rate")) {
            limits.unlimitedRate();
        }
    }

    private static int limit(JsonNode json, String name) {
        int limit = json.path(name).asInt(-1);
        if (limit < 0) {
            throw new IllegalArgumentException(name + " must be a number of 0 or more");
        }
        return limit;
    }

    private Answer stats() {
        List<Post> posts = journal.posts();
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("posts", posts.size());
        body.put("created", posts.stream().filter(Post::created).count());
        body.set("in_flight", Json.MAPPER.valueToTree(limits.inFlight()));
        body.set("max_in_flight", Json.MAPPER.valueToTree(limits.maxInFlight()));
        return answers.ok(body);
    }
}
