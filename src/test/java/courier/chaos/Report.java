package courier.chaos;

import courier.guarantee.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of all runs: of this one's, and of those before it that were not played again. */
final class Report {

    private static final Pattern NUMBER = Pattern.compile("^\\| seed (\\d+) \\|");

    private Report() {}

    /** Of seeds under {@code chaos}, of single faults under {@code scenarios}. */
    static void publish(String name, List<Result> results) {
        Page.publish(name, before -> table(before, results));
    }

    /** A run that takes hours can be played in parts: a row is replaced only by another one of the same name. */
    static String table(String before, List<Result> results) {
        Map<String, String> rows = new LinkedHashMap<>();
        if (before.startsWith(Result.HEAD)) {
            before.substring(Result.HEAD.length()).lines().forEach(row -> rows.put(name(row), row + "\n"));
        }
        results.forEach(result -> rows.put(name(result.row()), result.row()));
        return rows.values().stream()
                .sorted((one, other) -> Integer.compare(seed(one), seed(other)))
                .collect(Collectors.joining("", Result.HEAD, ""));
    }

    private static String name(String row) {
        return row.substring(0, row.indexOf('|', 1));
    }

    /** All the same where it is not a seed that was played: the order is kept then. */
    private static int seed(String row) {
        Matcher matcher = NUMBER.matcher(row);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
