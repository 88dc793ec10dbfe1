package courier.submission.kombo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import courier.outcome.Application;
import courier.submission.verdict.Body;
import courier.submission.verdict.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body token by token and keeps the few values that matter, however large the rest is. Takes what
 * comes: unknown fields, nulls and wrong types where the schema has none, and bodies that are no JSON. For one answer.
 */
final class AnswerBody {

    /** An answer is a few kB and the ATS's own data; behind this nothing is read. */
    static final long MAX_BYTES = 4L * 1024 * 1024;

    /** The rest of a page of this length is left to OkHttp to read, for the sake of the connection. */
    private static final long SMALL_BYTES = 64 * 1024;

    static final int MESSAGE_CHARS = 2_000;
    static final int WARNING_CHARS = 1_000;
    static final int WARNINGS = 50;
    static final int VALUE_CHARS = 1_000;

    /** What the ATS adds of its own is passed over however deep it goes: it must not hide that all went well. */
    private static final int DEPTH = 100_000;

    /** Leaves the bytes open: closing them would read on, and whether to do that is decided after the parser. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength((int) MAX_BYTES)
                    .maxNameLength((int) MAX_BYTES)
                    .build())
            .build();

    static final Set<String> OF_APPLICATION = Set.of(
            "id",
            "remote_id",
            "remote_url",
            "candidate_id",
            "job_id",
            "current_stage_id",
            "outcome",
            "remote_created_at");
    private static final Set<String> OF_ERROR = Set.of("code", "title", "message", "log_url");

    private @Nullable String status;
    private @Nullable Map<String, String> application;
    private @Nullable Map<String, String> error;
    private final List<String> warnings = new ArrayList<>();
    private int warningsLeftOut;

    private AnswerBody() {}

    /**
     * Reads a body to its end or its limit. Never throws for what it finds.
     *
     * @param giveUp told that nobody wants the rest, which OkHttp would else go on reading for a while
     */
    static Body read(ResponseBody body, Runnable giveUp) {
        AnswerStream bytes = new AnswerStream(body.byteStream(), MAX_BYTES);
        AnswerBody answer = new AnswerBody();
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return bytes.count() == 0 ? new Body.Unreadable("empty") : notJson(body, bytes, giveUp);
            }
            answer.readRoot(parser);
            Body understood = answer.understood();
            return understood == null ? unreadable("JSON of neither form", body, bytes) : understood;
        } catch (IOException _) {
            if (bytes.cutOff()) {
                giveUp.run();
                return unreadable("longer than the " + MAX_BYTES + " bytes that are read", body, bytes);
            }
            return bytes.broken() ? new Body.Truncated() : notJson(body, bytes, giveUp);
        }
    }

    private static Body unreadable(String kind, ResponseBody body, AnswerStream bytes) {
        return new Body.Unreadable(Excerpt.of(kind, body, bytes));
    }

    private static Body notJson(ResponseBody body, AnswerStream bytes, Runnable giveUp) {
        if (body.contentLength() < 0 || body.contentLength() > SMALL_BYTES) {
            giveUp.run();
        }
        return unreadable(kind(body), body, bytes);
    }

    private static String kind(ResponseBody body) {
        MediaType type = body.contentType();
        boolean html = type != null && type.subtype().contains("html");
        return html ? "HTML" : "not whole JSON";
    }

    private void readRoot(JsonParser parser) throws IOException {
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "status" -> status = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                case "data" -> application = readObject(parser, OF_APPLICATION);
                case "error" -> error = readObject(parser, OF_ERROR);
                case "warnings" -> readWarnings(parser);
                default -> {}
            }
            parser.skipChildren();
        }
    }

    /** The object's texts of these names; null for a value that is no object. */
    static @Nullable Map<String, String> readObject(JsonParser parser, Set<String> names) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return null;
        }
        Map<String, String> texts = new HashMap<>();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && names.contains(field)) {
                texts.put(field, cut(parser.getText(), field.equals("message") ? MESSAGE_CHARS : VALUE_CHARS));
            }
            parser.skipChildren();
        }
        return texts;
    }

    private void readWarnings(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            return;
        }
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == null) {
                throw new IOException("the array does not end");
            }
            Map<String, String> warning = readObject(parser, Set.of("message"));
            parser.skipChildren();
            addWarning(warning == null ? null : warning.get("message"));
        }
    }

    private void addWarning(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return;
        }
        if (warnings.size() < WARNINGS) {
            warnings.add(cut(message, WARNING_CHARS));
        } else {
            warningsLeftOut++;
        }
    }

    /** Null for an object of neither form. */
    private @Nullable Body understood() {
        if (application != null && "success".equals(status)) {
            if (warningsLeftOut > 0) {
                warnings.add("… and " + warningsLeftOut + " more");
            }
            return new Body.SuccessForm(applicationOf(application), warnings);
        }
        if (error != null && !"success".equals(status)) {
            String code = error.get("code");
            return new Body.ErrorForm(
                    code != null && Code.shapedLikeKombos(code) ? code : null,
                    error.get("title"),
                    error.get("message"),
                    error.get("log_url"));
        }
        return null;
    }

    static Application applicationOf(Map<String, String> data) {
        return new Application(
                data.get("id"),
                data.get("remote_id"),
                data.get("remote_url"),
                data.get("candidate_id"),
                data.get("job_id"),
                data.get("current_stage_id"),
                data.get("outcome"),
                data.get("remote_created_at"));
    }

    /** Never through the middle of a character. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
        return text.substring(0, end) + "…";
    }
}
