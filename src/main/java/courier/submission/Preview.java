package courier.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Secret;
import courier.config.Settings;
import courier.intent.Intent;
import courier.ops.Time;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.PreparedApplication;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.store.Stores;
import courier.submission.kombo.KomboCall;
import courier.submission.kombo.KomboClient;
import courier.submission.kombo.KomboRequest;
import courier.submission.verdict.Code;
import courier.submission.verdict.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes the request of an intent as an {@link Attempt} does, up to the call, which is never made. Has no API key. For
 * one thread.
 */
public final class Preview implements AutoCloseable {

    private static final Secret NO_KEY = new Secret("none");
    private static final String LENGTH = "Content-Length: ";

    private final Attachments attachments;
    private final KomboClient client;
    private final Stores stores;

    private Preview(Attachments attachments, KomboClient client, Stores stores) {
        this.attachments = attachments;
        this.client = client;
        this.stores = stores;
    }

    /** A preview of what a worker with these settings would send; the key in them is not looked at. */
    public static Preview of(Settings settings, Time time) {
        Settings.Kombo kombo = settings.kombo();
        Settings.Kombo keyless =
                new Settings.Kombo(kombo.baseUrl(), NO_KEY, kombo.connectTimeout(), kombo.requestTimeout());
        Stores stores = new Stores(settings.attachments());
        return new Preview(
                Submission.attachments(settings.attachments(), settings::integrations, stores, _ -> Restrictions.NONE),
                new KomboClient(keyless, 1, time),
                stores);
    }

    /** What can be shown of an intent. */
    public sealed interface View {

        /**
         * The request.
         *
         * @param path the path as it is sent, percent-encoded
         * @param headers {@code Name: value}, with a mask in the place of the key
         * @param body in UTF-8
         * @param unopened the files that are not in the body: what is known of each, by the JSON Pointer of the
         *     {@code data} that is empty in its place
         */
        record Request(
                String method,
                String host,
                String path,
                List<String> headers,
                byte[] body,
                Map<String, String> unopened)
                implements View {
            public Request {
                headers = List.copyOf(headers);
            }

            /** Without the body: it is about a person. */
            @Override
            public String toString() {
                return method + " " + path;
            }
        }

        /**
         * Why there is none.
         *
         * @param where JSON Pointer of what it is about within the application; empty for the whole
         */
        record None(String code, String where, String meaning) implements View {}
    }

    /** The request with all its files, for which their stores are opened. */
    public View full(Intent intent) {
        return view(intent, intent.application(), Map.of());
    }

    /** The request with nothing in the place of each blob, and no store opened. */
    public View outline(Intent intent) {
        ObjectNode application = intent.application().deepCopy();
        Map<String, String> unopened = new LinkedHashMap<>();
        emptied(application.path("attachments"), "/attachments/", "", unopened);
        emptied(application.path("screening_question_answers"), "/screening_question_answers/", "/answer", unopened);
        return view(intent, application, unopened);
    }

    private View view(Intent intent, ObjectNode application, Map<String, String> unopened) {
        return switch (attachments.prepare(intent.identity().integrationId(), application)) {
            case Failed(Code code, String where, var _) -> none(code, where);
            case Ready(PreparedApplication prepared) -> {
                try (prepared) {
                    Optional<KomboCall> call = client.call(intent.identity().integrationId(), intent.jobId(), prepared);
                    yield call.isEmpty()
                            ? none(Code.REQUEST_NOT_EXPRESSIBLE, "")
                            : view(call.get().request(), unopened);
                }
            }
        };
    }

    private static View view(KomboRequest request, Map<String, String> unopened) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> headers = new ArrayList<>(request.headers());
        try {
            Optional<Reply.Withheld> withheld = request.writeBody(body);
            if (withheld.isPresent()) {
                return none(withheld.get().code(), withheld.get().where());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        if (!unopened.isEmpty()) {
            headers.replaceAll(header -> header.startsWith(LENGTH) ? LENGTH + "(as the files are)" : header);
        }
        return new View.Request(
                request.method(), request.host(), request.path(), headers, body.toByteArray(), unopened);
    }

    private static View none(Code code, String where) {
        return new View.None(code.text(), where, code.meaning());
    }

    private static void emptied(JsonNode list, String before, String behind, Map<String, String> unopened) {
        for (int i = 0; i < list.size(); i++) {
            String where = before + i + behind;
            JsonNode place = behind.isEmpty() ? list.path(i) : list.path(i).at(behind);
            if (place instanceof ObjectNode file && file.has("blob")) {
                JsonNode blob = Objects.requireNonNull(file.remove("blob"));
                if (!file.has("content_type") && blob.has("content_type")) {
                    file.set("content_type", blob.path("content_type"));
                }
                unopened.put(where + "/data", described(blob, file.has("content_type")));
                file.put("data", "");
            }
        }
    }

    /** Without the query of its URI, in which a signature may stand. */
    private static String described(JsonNode blob, boolean typeKnown) {
        StringBuilder text = new StringBuilder("the file ");
        text.append(blob.path("uri").asText().replaceAll("\\?.*", "?..."));
        if (blob.has("size_bytes")) {
            text.append(", ").append(blob.path("size_bytes").asText()).append(" bytes");
        }
        if (blob.has("sha256")) {
            text.append(", SHA-256 ").append(blob.path("sha256").asText());
        }
        return text.append(typeKnown ? "" : ", content type as its store says").toString();
    }

    @Override
    public void close() {
        client.close();
        stores.close();
    }
}
