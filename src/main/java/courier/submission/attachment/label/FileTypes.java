package courier.submission.attachment.label;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * What is known of kinds of files: Apache Tika's table of signatures and extensions; see {@code RATIONALE.md}, "Why
 * Tika's core and none of its parsers". Safe for use by many threads; the table is read at the first use.
 */
public final class FileTypes {

    /** As many of a file's first bytes as detection looks at: signatures are at the very beginning of most formats. */
    public static final int PREFIX_BYTES = 8 * 1024;

    /** How Tika names what it knows by its container alone; no one else understands that. */
    private static final String INTERNAL = "application/x-tika-";

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** The folder of its main part tells an Office document; all of them are zip files alike. */
    private static final Map<String, String> OFFICE_FOLDERS = Map.of(
            "word/", OFFICE + "wordprocessingml.document",
            "xl/", OFFICE + "spreadsheetml.sheet",
            "ppt/", OFFICE + "presentationml.presentation");

    private FileTypes() {}

    /**
     * The type of a file by its first bytes and its name together, as Tika weighs them: the bytes decide, and the name
     * where it says the same more exactly (a zip file named {@code .docx}), or where the bytes say nothing.
     *
     * @return null if it stays unknown, or cannot be said in a way that Kombo accepts
     */
    public static @Nullable String detect(byte[] prefix, @Nullable String name) {
        String type = tikas(prefix, name);
        if (type.equals(INTERNAL + "ooxml")) {
            return officeTypeOf(prefix);
        }
        return type.startsWith(INTERNAL) || !ContentType.saysSomething(type) ? null : type;
    }

    /** The type that a name's extension stands for; null if it stands for none. */
    public static @Nullable String ofName(String name) {
        return detect(new byte[0], name);
    }

    /** The usual extension of a type with its dot; null for none. */
    public static @Nullable String extensionOf(String type) {
        if (!ContentType.saysSomething(type)) {
            return null;
        }
        try {
            String extension = Table.TYPES.forName(type).getExtension();
            return extension.isEmpty() ? null : extension;
        } catch (MimeTypeException _) {
            return null;
        }
    }

    /** Whether two types are the same, one of them perhaps under a name that went out of use. */
    public static boolean same(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    private static String canonical(String type) {
        MediaType parsed = MediaType.parse(type);
        return parsed == null
                ? type.toLowerCase(Locale.ROOT)
                : Table.TYPES
                        .getMediaTypeRegistry()
                        .normalize(parsed.getBaseType())
                        .toString();
    }

    private static String tikas(byte[] prefix, @Nullable String name) {
        Metadata metadata = new Metadata();
        if (name != null) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try {
            return Table.TYPES
                    .detect(new ByteArrayInputStream(prefix), metadata)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    private static @Nullable String officeTypeOf(byte[] prefix) {
        String text = new String(prefix, StandardCharsets.ISO_8859_1);
        return OFFICE_FOLDERS.entrySet().stream()
                .filter(folder -> text.contains(folder.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static final class Table {
        static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    }
}
