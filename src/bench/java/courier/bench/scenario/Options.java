package courier.bench.scenario;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line, as system properties {@code bench.*}.
 *
 * @param only names of scenarios; empty for all
 * @param quick whether a short form is run, which shows that all works rather than how well
 * @param update whether the committed report is written
 * @param repetitions null for the scenario's usual number
 * @param seconds length of one measurement; null for the scenario's usual one
 * @param backlog the most intents that wait in scenario {@code backlog}; null for its usual number
 * @param arms who takes part in comparisons, {@code courier} or a peer; empty for all
 * @param work the beginning of the work's text that is done in comparisons; empty for all
 * @param heap the worker's, as {@code -Xmx} takes it
 * @param settings more settings of the worker, by their keys
 */
public record Options(
        List<String> only,
        boolean quick,
        boolean update,
        @Nullable Integer repetitions,
        @Nullable Integer seconds,
        @Nullable Integer backlog,
        List<String> arms,
        String work,
        String heap,
        long seed,
        Map<String, String> settings) {

    static final String USUAL_HEAP = "256m";

    public Options {
        only = List.copyOf(only);
        arms = List.copyOf(arms);
        settings = Map.copyOf(settings);
    }

    /** Those of this run. */
    public static Options ofSystemProperties() {
        return new Options(
                list("bench.only"),
                Boolean.getBoolean("bench.short"),
                Boolean.getBoolean("bench.update"),
                number("bench.repetitions"),
                number("bench.seconds"),
                number("bench.backlog"),
                list("bench.arms"),
                property("bench.work", ""),
                property("bench.heap", USUAL_HEAP),
                Long.parseLong(property("bench.seed", "1")),
                given());
    }

    /** The repetitions asked for, or those usual in the long or the short form. */
    public int repetitions(int usual, int inShort) {
        return repetitions != null ? repetitions : quick ? inShort : usual;
    }

    /** The length of a measurement in seconds, likewise. */
    public int seconds(int usual, int inShort) {
        return seconds != null ? seconds : quick ? inShort : usual;
    }

    /** The backlog, likewise. */
    public int backlog(int usual, int inShort) {
        return backlog != null ? backlog : quick ? inShort : usual;
    }

    private static Map<String, String> given() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : list("bench.settings")) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("bench.settings: not key=value: " + setting);
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return settings;
    }

    private static List<String> list(String name) {
        return Arrays.stream(property(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static @Nullable Integer number(String name) {
        String text = property(name, "");
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    /** The profile hands an unset property over as an empty one. */
    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
