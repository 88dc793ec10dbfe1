package courier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are generated from the code and committed, so that each change of them is seen, and meant. */
public final class Generated {

    private static final String UPDATE = "generated.update";

    private Generated() {}

    /**
     * Fails if the committed document is another one; with {@code -Dgenerated.update=true} it is written first.
     *
     * @param committed the document, from the project's folder
     * @param generated what the code says now
     * @param test the test that compares
     */
    public static void compare(Path committed, String generated, Class<?> test) {
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.writeString(committed, generated);
            }
            assertThat(Files.readString(committed))
                    .as(
                            "%s is not what the code says, and others rest on it: is every change meant? Then run:"
                                    + " mvn -q test -Dtest=%s -D%s=true",
                            committed, test.getSimpleName(), UPDATE)
                    .isEqualTo(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
