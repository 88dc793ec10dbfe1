package courier.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings;
import courier.intent.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of attachments and FILE answers, and of all of them together. */
final class FileRules {

    /** Less than the grammar of URLs: what is refused here is never sent, so only what nobody can download is. */
    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}/?#]+([/?#][^\\s\\p{Cntrl}]*)?");

    private final Settings.Attachments limits;

    FileRules(Settings.Attachments limits) {
        this.limits = limits;
    }

    /** A file with the place it stands at. */
    private record Placed(String pointer, ObjectNode file) {

        boolean inline() {
            return file.path("data").isTextual();
        }

        /** The size in bytes as far as it is known before the file is fetched, else 0. */
        long knownBytes() {
            if (inline()) {
                return decodedBytes(file.path("data").textValue());
            }
            JsonNode size = file.path("blob").path("size_bytes");
            return size.canConvertToLong() ? Math.max(0, size.longValue()) : 0;
        }
    }

    void check(ObjectNode application, List<Violation> found) {
        List<Placed> files = files(application);
        for (Placed file : files) {
            name(file, found);
            source(file, found);
            if (file.knownBytes() > limits.fileMaxBytes()) {
                found.add(new Violation(
                        file.pointer(),
                        "maxSize",
                        "must be at most " + limits.fileMaxBytes() + " bytes (attachments.file-max)"));
            }
        }
        long inline = sum(files.stream().filter(Placed::inline));
        if (inline > limits.inlineMaxBytes()) {
            found.add(new Violation(
                    "/application",
                    "maxInline",
                    "must have at most " + limits.inlineMaxBytes()
                            + " bytes of files in data (attachments.inline-max): put them in a store and give a blob"));
        }
        if (sum(files.stream()) > limits.totalMaxBytes()) {
            found.add(new Violation(
                    "/application",
                    "maxTotal",
                    "must have at most " + limits.totalMaxBytes() + " bytes of files in all (attachments.total-max)"));
        }
    }

    private static List<Placed> files(ObjectNode application) {
        List<Placed> files = new ArrayList<>();
        JsonNode attachments = application.path("attachments");
        for (int i = 0; i < attachments.size(); i++) {
            if (attachments.path(i) instanceof ObjectNode file) {
                files.add(new Placed("/application/attachments/" + i, file));
            }
        }
        JsonNode answers = application.path("screening_question_answers");
        for (int i = 0; i < answers.size(); i++) {
            if (answers.path(i).path("answer") instanceof ObjectNode file) {
                files.add(new Placed("/application/screening_question_answers/" + i + "/answer", file));
            }
        }
        return files;
    }

    private static void name(Placed placed, List<Violation> found) {
        JsonNode name = placed.file().path("name");
        if (!name.isTextual()) {
            return;
        }
        String pointer = placed.pointer() + "/name";
        String text = name.textValue();
        if (text.isBlank()) {
            found.add(new Violation(pointer, "required", "must not be blank: give the file name that recruiters see"));
        }
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || Text.hasControl(text)) {
            found.add(new Violation(
                    pointer, "characters", "must be a file name without folders, slashes and control characters"));
        }
    }

    private static void source(Placed placed, List<Violation> found) {
        ObjectNode file = placed.file();
        long sources = Stream.of("data", "data_url", "blob").filter(file::has).count();
        if (sources != 1) {
            found.add(new Violation(
                    placed.pointer(),
                    "one-of",
                    sources == 0
                            ? "has no content: give exactly one of data, data_url and blob"
                            : "must have exactly one of data, data_url and blob: remove the others"));
        }
        if (file.has("data") && !file.has("content_type")) {
            found.add(new Violation(
                    placed.pointer() + "/content_type",
                    "required",
                    "is required with data: give the content type, for example application/pdf"));
        }
        JsonNode url = file.path("data_url");
        if (url.isTextual() && !URL.matcher(url.textValue()).matches()) {
            found.add(new Violation(
                    placed.pointer() + "/data_url",
                    "url",
                    "must be a URL that Kombo can download, https://host/path, without spaces: percent-encode them"));
        }
        if (file.has("blob")) {
            BlobRules.check(file.path("blob"), placed.pointer() + "/blob", found);
        }
    }

    private static long sum(Stream<Placed> files) {
        return files.mapToLong(Placed::knownBytes).reduce(0, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
    }

    /** The length without decoding: the mapping from Avro made this Base64, so it is well-formed. */
    private static long decodedBytes(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return (base64.length() - padding) * 3L / 4;
    }
}
