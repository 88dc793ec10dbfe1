package courier.observed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker told at one scrape, in Prometheus' text format.
 *
 * @param labels of each metric, by its name
 */
record Scrape(String text, Map<String, Set<String>> labels) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static Scrape of(String text) {
        Map<String, Set<String>> labels = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher series = LINE.matcher(line);
            if (!series.matches()) {
                throw new AssertionError("not of the text format: " + line);
            }
            Set<String> names = labels.computeIfAbsent(series.group(1), _ -> new HashSet<>());
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2)).results().forEach(label -> names.add(label.group(1)));
            }
        });
        return new Scrape(text, labels);
    }

    /** With what another worker told. */
    Scrape and(Scrape other) {
        return of(text + other.text);
    }

    int series() {
        return (int) text.lines().filter(line -> !line.startsWith("#")).count();
    }

    /** The sum over all series of a metric whose line has all these parts. */
    OptionalDouble sum(String metric, String... parts) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> {
                    for (String part : parts) {
                        if (!line.contains(part)) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum);
    }
}
