package courier.submission.verdict;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The committed tables of what was decided: commas between cells, remarks after a hash, a line of titles first. */
final class Csv {

    private Csv() {}

    static List<List<String>> rows(String file) {
        try (InputStream table =
                Objects.requireNonNull(Csv.class.getResourceAsStream("/verdict/" + file), "a table named " + file)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(not(String::isBlank))
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the class path cannot be read", e);
        }
    }
}
