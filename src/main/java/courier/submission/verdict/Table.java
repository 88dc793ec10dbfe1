package courier.submission.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the table of verdicts down. Apart from {@link Row}, as the mutation tests cannot change a record's code. */
final class Table {

    /** The word for what depends on the attempts before. */
    private static final String EXISTS = "exists";

    /** The word for a code that is judged by its status. */
    private static final String BY_STATUS = "by status";

    private Table() {}

    /** All codes in their order, then those that only configuration knows. */
    static List<Row> of(Map<String, Course> overrides) {
        List<Row> rows = new ArrayList<>();
        for (Code code : Code.values()) {
            rows.add(row(code, overrides.get(code.text())));
        }
        new TreeMap<>(overrides).forEach((text, course) -> {
            if (Code.ofText(text).isEmpty()) {
                rows.add(unknown(text, course));
            }
        });
        return rows;
    }

    static Row row(Code code, @Nullable Course override) {
        Ruling standard = code.ruling();
        return override == null
                ? row(code, word(standard), standard, null)
                : row(code, override.text(), override.ruling(standard.delivery()), word(standard));
    }

    private static Row row(Code code, String word, Ruling ruling, @Nullable String standard) {
        return new Row(code.text(), word, ruling.delivery(), code.remedy(ruling.delivery()), code.meaning(), standard);
    }

    private static String word(Ruling ruling) {
        Course course = Course.of(ruling);
        return course == null ? EXISTS : course.text();
    }

    private static Row unknown(String code, Course override) {
        return new Row(
                code,
                override.text(),
                null,
                null,
                "Courier does not know the code: where its status allows no such verdict, the status decides.",
                BY_STATUS);
    }
}
