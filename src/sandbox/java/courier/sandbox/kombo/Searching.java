package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.ops.Time;
import courier.sandbox.kombo.Applications.Stored;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.SearchManner;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** {@code GET /ats/applications}: the applications that were created, filtered and in pages. Safe for many threads. */
public final class Searching {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 250;
    private static final Set<String> KNOWN =
            Set.of("job_ids", "job_remote_ids", "remote_created_after", "updated_after", "page_size", "cursor");

    private final Gatekeeper gatekeeper;
    private final Limits limits;
    private final Applications applications;
    private final Answers answers;
    private final Time time;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile SearchManner manner = SearchManner.WELL;

    Searching(Gatekeeper gatekeeper, Deed.Tools tools, Time time) {
        this.time = time;
        this.gatekeeper = gatekeeper;
        this.limits = tools.limits();
        this.applications = tools.applications();
        this.answers = tools.answers();
    }

    /** Sets how searches are answered from now on. */
    public void behave(SearchManner next) {
        manner = next;
    }

    /** How many pages anybody has asked for. */
    public int asked() {
        return asked.get();
    }

    void serve(Exchange exchange) {
        asked.incrementAndGet();
        Limits.Rate rate = limits.count();
        Answer refusal = gatekeeper.refusal(exchange);
        if (refusal == null && !rate.granted()) {
            refusal = answers.error(ErrorCode.RATE_LIMIT_EXCEEDED, "Too many requests in the window.");
        }
        ErrorCode told = manner.refusal();
        if (refusal == null && told != null) {
            refusal = answers.error(told, "The stand-in was told to answer this.");
        }
        Answer answer = refusal == null ? found(exchange) : refusal;
        boolean _ = exchange.send(answer.with(rate.headers()));
    }

    private Answer found(Exchange exchange) {
        try {
            return page(Gatekeeper.integration(exchange), exchange.query());
        } catch (IllegalArgumentException | DateTimeException _) {
            return answers.error(
                    ErrorCode.INPUT_INVALID, "A query parameter is not known, or has a value that it cannot have.");
        }
    }

    private Answer page(String integration, Fields query) {
        for (String name : query.getNames()) {
            // Kombo would pass over it, but a filter that filters nothing would make its user believe anything
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(name);
            }
        }
        SearchManner present = manner;
        int size = Math.min(size(query.getValue("page_size")), present.pageMax());
        Instant visible = Instant.ofEpochMilli(time.wallMillis()).minus(present.lag());
        Predicate<Stored> filter =
                filter(integration, query).and(stored -> !stored.createdAt().isAfter(visible));
        List<Stored> all = applications.all();
        ObjectNode body = Json.MAPPER.createObjectNode().put("status", "success");
        ObjectNode data = body.putObject("data");
        data.putNull("next");
        var results = data.putArray("results");
        for (int i = start(query.getValue("cursor")); i < all.size(); i++) {
            if (filter.test(all.get(i))) {
                if (results.size() == size) {
                    data.put("next", cursor(i));
                    break;
                }
                results.add(present.dated() ? all.get(i).json() : undated(all.get(i)));
            }
        }
        return answers.ok(body);
    }

    private static ObjectNode undated(Stored stored) {
        ObjectNode json = stored.json().deepCopy();
        return json.putNull("remote_created_at");
    }

    private static Predicate<Stored> filter(String integration, Fields query) {
        Predicate<Stored> filter = stored -> stored.integration().equals(integration);
        filter = filter.and(oneOf(query.getValue("job_ids"), "/job/id"));
        filter = filter.and(oneOf(query.getValue("job_remote_ids"), "/job/remote_id"));
        filter = filter.and(notBefore(query.getValue("remote_created_after"), "/remote_created_at"));
        return filter.and(notBefore(query.getValue("updated_after"), "/changed_at"));
    }

    private static Predicate<Stored> oneOf(@Nullable String commaSeparated, String field) {
        if (commaSeparated == null) {
            return _ -> true;
        }
        Set<String> wanted = Set.copyOf(List.of(commaSeparated.split(",")));
        return stored -> wanted.contains(stored.json().at(field).asText());
    }

    private static Predicate<Stored> notBefore(@Nullable String date, String field) {
        if (date == null) {
            return _ -> true;
        }
        Instant after = Instant.parse(date);
        return stored -> !Instant.parse(stored.json().at(field).asText()).isBefore(after);
    }

    private static int size(@Nullable String text) {
        int size = text == null ? USUAL_PAGE : Integer.parseInt(text);
        if (size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException("page_size");
        }
        return size;
    }

    private static String cursor(int index) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("at-" + index).getBytes(StandardCharsets.UTF_8));
    }

    private static int start(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        if (!text.startsWith("at-")) {
            throw new IllegalArgumentException("cursor");
        }
        return Integer.parseInt(text.substring("at-".length()));
    }
}
