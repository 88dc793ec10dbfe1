package courier.submission.attachment.label;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes names that every ATS, file system and browser takes, and that show a recruiter what they are. A name that is
 * good already stays as it is.
 */
public final class FileName {

    /** In UTF-8. File systems take 255; an ATS likes to put something of its own before it. */
    static final int MAX_BYTES = 200;

    private static final int EXTENSION_CHARS = 10;
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1," + EXTENSION_CHARS + "}");

    /** Read by Windows as devices, whatever extension they have. */
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    private FileName() {}

    /**
     * A good name.
     *
     * @param type the file's content type, for a name without an extension; null for unknown
     * @param kind the attachment's type ({@code CV} and so on), for a name with nothing in it; null for none
     */
    public static String of(String name, @Nullable String type, @Nullable String kind) {
        String clean = trimmed(cleaned(Normalizer.normalize(name, Normalizer.Form.NFC)));
        if (clean.isEmpty()) {
            clean = substitute(kind);
        }
        String extension = extensionIn(clean);
        String stem = clean.substring(0, clean.length() - extension.length());
        if (extension.isEmpty() && type != null) {
            String usual = FileTypes.extensionOf(type);
            extension = usual == null ? "" : usual;
        }
        if (DEVICES.contains(stem.toUpperCase(Locale.ROOT))) {
            stem = "_" + stem;
        }
        return shortened(stem, MAX_BYTES - extension.length()) + extension;
    }

    /**
     * The name's extension with its dot; empty for none. It must stand for a type: {@code Dr.Smith} and
     * {@code cv.final} have none.
     */
    static String extensionIn(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return "";
        }
        String extension = name.substring(dot);
        return EXTENSION.matcher(extension).matches() && FileTypes.ofName("x" + extension) != null ? extension : "";
    }

    private static String substitute(@Nullable String kind) {
        return switch (kind) {
            case "CV" -> "CV";
            case "COVER_LETTER" -> "Cover letter";
            case null, default -> "Attachment";
        };
    }

    private static String cleaned(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            if (c == '/' || c == '\\' || isReserved(c)) {
                clean.append('_');
            } else if (isBreak(c)) {
                clean.append(' ');
            } else if (!isInvisible(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** On Windows. */
    private static boolean isReserved(int c) {
        return c == '<' || c == '>' || c == ':' || c == '"' || c == '|' || c == '?' || c == '*';
    }

    private static boolean isBreak(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /**
     * Controls, halves of characters, and what turns the direction of text, by which {@code fdp.exe} can be made to
     * look like a PDF. The two joiners stay: Persian and many an emoji are not written without them.
     */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.FORMAT -> c != 0x200c && c != 0x200d && !isTag(c);
            default -> false;
        };
    }

    /** Of these the flags of England, Scotland and Wales are made. */
    private static boolean isTag(int c) {
        return c >= 0xe0020 && c <= 0xe007f;
    }

    /** Without dots and spaces in front, which hide a file, and at the end, which Windows drops. */
    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && isEdge(name.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to);
    }

    private static boolean isEdge(char c) {
        return c == '.' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Cut between two characters. */
    private static String shortened(String stem, int maxBytes) {
        if (stem.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
            return stem;
        }
        int end = 0;
        int bytes = 0;
        while (end < stem.length()) {
            int c = stem.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return trimmed(stem.substring(0, end));
    }
}
