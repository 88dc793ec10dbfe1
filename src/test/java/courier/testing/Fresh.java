package courier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Names that nobody else has: of topics, application ids, folders. */
public final class Fresh {
    private Fresh() {}

    /** A name that says what it is for, fit for topics and application ids. */
    public static String name(String purpose) {
        return purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A new folder below {@code target}, kept after the run for whoever wants to read the logs. */
    public static Path directory(String purpose) {
        try {
            return Files.createDirectories(
                    Path.of("target", "it", name(purpose)).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
