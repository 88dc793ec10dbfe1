package courier.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a value from a file of its own, as container platforms mount secrets. */
final class SecretFile {

    /** How to mend a file that cannot be read. */
    static final String FIX = "name a file of UTF-8 text that this user may read and that holds the value alone";

    private static final long LARGEST_BYTES = 1 << 20;

    private SecretFile() {}

    /** What is in it. */
    sealed interface Content {
        /**
         * The value.
         *
         * @param text without blanks and line breaks at its ends: editors and shells add them
         */
        record Text(String text) implements Content {
            /** Without the text: it may be a secret. */
            @Override
            public String toString() {
                return "Text[***]";
            }
        }

        /**
         * No value.
         *
         * @param why completes a sentence about the setting; quotes nothing of the file
         */
        record Unreadable(String why) implements Content {}
    }

    static Content read(String path) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > LARGEST_BYTES) {
                return new Content.Unreadable("names a file that is larger than a secret can be");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? new Content.Unreadable("names a file that is empty") : new Content.Text(text);
        } catch (InvalidPathException _) {
            return new Content.Unreadable("is no path of this machine");
        } catch (IOException e) {
            return new Content.Unreadable(
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
