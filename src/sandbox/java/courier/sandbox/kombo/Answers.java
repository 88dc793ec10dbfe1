package courier.sandbox.kombo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.ops.Time;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Act.RetryAfter;
import courier.sandbox.kombo.behaviour.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of Kombo's answers. Safe for use by many threads. */
final class Answers {
    private static final String JSON = "application/json";

    private final Time time;
    private final String logUrl;

    /**
     * Makes answers.
     *
     * @param logUrl what errors give as their log: the stand-in's journal
     */
    Answers(Time time, String logUrl) {
        this.time = time;
        this.logUrl = logUrl;
    }

    Answer success(ObjectNode application, List<String> warnings) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", "success");
        body.set("data", application);
        var list = body.putArray("warnings");
        warnings.forEach(message -> list.addObject().put("message", message));
        return json(200, null, body);
    }

    /** Any JSON, with status 200. */
    Answer ok(JsonNode body) {
        return json(200, null, body);
    }

    /** JSON lines, with status 200. */
    Answer lines(List<?> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(Json.line(value)).append('\n'));
        return new Answer(200, null, "application/x-ndjson", Map.of(), bytes(text.toString()));
    }

    Answer error(ErrorCode code, String message) {
        return error(code.text(), code.status(), message);
    }

    Answer error(@Nullable String code, int status, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", "error");
        body.putObject("error")
                .put("code", code)
                .put("title", code == null ? null : title(code))
                .put("message", message)
                .put("log_url", logUrl);
        return json(status, code, body);
    }

    Answer refusal(Act.Refuse refuse) {
        return error(refuse.code(), refuse.status(), "The stand-in was told to answer this.")
                .with(retryAfter(refuse.retryAfter()));
    }

    Answer page(Act.Page page) {
        String html = """
                <html><head><title>%1$d</title></head>
                <body><center><h1>%1$d</h1></center><hr></body></html>
                """.formatted(page.status());
        return new Answer(page.status(), null, "text/html", retryAfter(page.retryAfter()), bytes(html));
    }

    private Map<String, String> retryAfter(@Nullable RetryAfter form) {
        return switch (form) {
            case null -> Map.of();
            case RetryAfter.Seconds seconds -> Map.of("Retry-After", Long.toString(seconds.seconds()));
            case RetryAfter.Date date -> {
                long millis = time.wallMillis() + date.away().toMillis();
                Instant roundedUp = Instant.ofEpochSecond(Math.ceilDiv(millis, 1000L));
                yield Map.of(
                        "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(roundedUp.atOffset(ZoneOffset.UTC)));
            }
        };
    }

    private static Answer json(int status, @Nullable String code, JsonNode body) {
        try {
            return new Answer(status, code, JSON, Map.of(), Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }

    /** "ATS.JOB_CLOSED" is titled "job closed". */
    private static String title(String code) {
        return code.substring(code.indexOf('.') + 1).replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
