package courier.submission.kombo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import courier.outcome.Application;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of applications, read token by token: of each application of one of the wanted addresses a few
 * values are kept, and of the others nothing.
 *
 * @param next the cursor of the page after it; null for the last one
 */
record ApplicationsPage(List<Entry> applications, @Nullable String next) {

    /** A hundred applications with all that an ATS adds of its own; a page that is longer is not believed. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    /** The zone in which a day begins first: a time without a zone is not earlier than that. */
    private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);

    private static final Set<String> OF_JOB = Set.of("id", "remote_id");

    ApplicationsPage {
        applications = List.copyOf(applications);
    }

    /** An application of one of the wanted addresses. */
    record Entry(Application application, Map<String, String> job) {

        Entry {
            job = Map.copyOf(job);
        }

        /** Whether it is for the wanted job, as itself says. */
        boolean isOf(Wanted wanted) {
            String id = wanted.plainJobId();
            return wanted.isRemoteJob()
                    ? id.equals(job.get("remote_id"))
                    : id.equals(application.jobId()) || id.equals(job.get("id"));
        }

        /**
         * The earliest time at which it can have been created; null where that is not known. A date stands for its
         * whole day.
         */
        @Nullable
        Instant createdAtTheEarliest() {
            String text = application.remoteCreatedAt();
            if (text == null) {
                return null;
            }
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException _) {
                return withoutZone(text);
            }
        }

        private static @Nullable Instant withoutZone(String text) {
            try {
                return text.indexOf('T') < 0
                        ? LocalDate.parse(text).atStartOfDay().toInstant(EASTERNMOST)
                        : LocalDateTime.parse(text).toInstant(EASTERNMOST);
            } catch (DateTimeException _) {
                return null;
            }
        }
    }

    /**
     * Reads a page; null if it is none of Kombo's form, or not whole.
     *
     * @throws IOException if the connection fails
     */
    static @Nullable ApplicationsPage read(ResponseBody body, Set<String> emails) throws IOException {
        AnswerStream bytes = new AnswerStream(body.byteStream(), MAX_BYTES);
        try (JsonParser parser = AnswerBody.JSON.createParser(bytes)) {
            return new Reader(parser, emails).page();
        } catch (IOException e) {
            if (bytes.broken()) {
                throw e;
            }
            return null;
        }
    }

    /** For one page. */
    private static final class Reader {
        private final JsonParser parser;
        private final Set<String> emails;
        private final List<Entry> found = new ArrayList<>();
        private boolean success;
        private boolean whole;
        private @Nullable String next;

        Reader(JsonParser parser, Set<String> emails) {
            this.parser = parser;
            this.emails = emails;
        }

        @Nullable
        ApplicationsPage page() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "status" ->
                        success = value == JsonToken.VALUE_STRING
                                && parser.getText().equals("success");
                    case "data" -> data();
                    default -> {}
                }
                parser.skipChildren();
            }
            return success && whole ? new ApplicationsPage(found, next) : null;
        }

        private void data() throws IOException {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return;
            }
            boolean listed = false;
            boolean ends = false;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "next" -> {
                        ends = value == JsonToken.VALUE_NULL || value == JsonToken.VALUE_STRING;
                        next = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    }
                    case "results" -> {
                        listed = value == JsonToken.START_ARRAY;
                        results();
                    }
                    default -> {}
                }
                parser.skipChildren();
            }
            whole = listed && ends;
        }

        private void results() throws IOException {
            if (parser.hasToken(JsonToken.START_ARRAY)) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    application();
                }
                if (!parser.hasToken(JsonToken.END_ARRAY)) {
                    throw new IOException("something else than an application is among them");
                }
            }
        }

        private void application() throws IOException {
            Map<String, String> texts = new HashMap<>();
            Map<String, String> job = Map.of();
            boolean wanted = false;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && AnswerBody.OF_APPLICATION.contains(field)) {
                    texts.put(field, AnswerBody.cut(parser.getText(), AnswerBody.VALUE_CHARS));
                } else if (value == JsonToken.START_OBJECT && field.equals("job")) {
                    Map<String, String> read = AnswerBody.readObject(parser, OF_JOB);
                    job = read == null ? Map.of() : read;
                } else if (value == JsonToken.START_OBJECT && field.equals("candidate")) {
                    wanted = candidate();
                }
                parser.skipChildren();
            }
            if (wanted) {
                found.add(new Entry(AnswerBody.applicationOf(texts), job));
            }
        }

        /** Whether any of the candidate's addresses is wanted. */
        private boolean candidate() throws IOException {
            boolean wanted = false;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("email_addresses") && value == JsonToken.START_ARRAY) {
                    wanted = addresses();
                }
                parser.skipChildren();
            }
            return wanted;
        }

        private boolean addresses() throws IOException {
            boolean wanted = false;
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                if (item == null) {
                    throw new IOException("the addresses do not end");
                }
                Map<String, String> address = AnswerBody.readObject(parser, Set.of("email_address"));
                String text = address == null ? null : address.get("email_address");
                wanted |= text != null && emails.contains(Wanted.address(text));
                parser.skipChildren();
            }
            return wanted;
        }
    }
}
