package courier.cli;

import courier.replay.Patch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of a patch, where one is given. */
sealed interface PatchFile {

    /** What it holds; nothing where none is given. */
    record Read(byte @Nullable [] text, @Nullable Patch patch) implements PatchFile {}

    /** Why it cannot be used, as a sentence that quotes nothing of it. */
    record Refused(String why) implements PatchFile {}

    static PatchFile read(@Nullable Path file) {
        if (file == null) {
            return new Read(null, null);
        }
        try {
            byte[] text = Files.readAllBytes(file);
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
            return switch (Patch.parse(text, folder)) {
                case Patch.Parsed.Refused(String why) -> new Refused("The patch " + why + ".");
                case Patch.Parsed.Understood(Patch patch) -> new Read(text, patch);
            };
        } catch (IOException e) {
            return new Refused("The patch cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }
}
