package courier.config;

import courier.config.Key.Default;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code config/courier.yaml} from {@link Keys}: every setting with its meaning, rule and default. */
final class Reference {

    private static final int WIDTH = 118;
    private static final String HEADER = """
            # Courier's settings: every key with its meaning, and its default as the value.
            #
            # Give a worker a file with what differs: courier run --config FILE, or COURIER_CONFIG=FILE. Each key can be set
            #   in the file          ledger:            below its section, as here
            #                          start-by: 30s
            #   by the environment   COURIER_LEDGER_START_BY=30s
            #   by a system property -Dcourier.ledger.start-by=30s   (COURIER_JAVA_OPTS hands it to the worker)
            # The later wins over the earlier; an empty value unsets a key. Below the properties maps an underscore in a
            # variable's name stands for a dot: COURIER_KAFKA_PROPERTIES_SASL_MECHANISM is kafka.properties.sasl.mechanism.
            # Unknown keys are refused. All mistakes are told at once, and nothing starts until they are put right. A change of the
            # file takes a restart, unless its key says otherwise.
            #
            # Durations are a whole number and ms, s, m, h or d. Sizes are bytes, or a number and kB, MB (thousands), KiB, MiB.
            # Not settings, but read from the environment: COURIER_LOG_LEVEL (trace, debug, info, warn, error or off; default
            # info), COURIER_LOG_FORMAT (plain, or json for one object a line; default plain), and by the start script
            # COURIER_JAVA_HOME and COURIER_JAVA_OPTS.
            #
            # Generated from courier.config.Keys; a test compares the two and says how to write this file anew.
            """;

    private Reference() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEADER);
        for (Section section : Keys.SECTIONS) {
            out.append('\n');
            comment(out, "", section.doc());
            out.append(section.name()).append(":\n");
            section.keys().forEach(key -> entry(out, key));
            section.maps().forEach(map -> entry(out, map));
        }
        integrations(out);
        return out.toString();
    }

    private static void integrations(StringBuilder out) {
        String keys = Keys.all().filter(Key::perIntegration).map(Key::name).collect(Collectors.joining(", "));
        out.append('\n');
        comment(
                out,
                "",
                "What differs for single integrations, by their ids, as in '\"workday:abc\": {attachments: {mode: url}}'."
                        + " In the file or as system properties; these may differ: " + keys + ".");
        out.append(Keys.INTEGRATIONS).append(": {}\n");
    }

    private static void entry(StringBuilder out, Key<?> key) {
        comment(
                out,
                "  ",
                key.doc() + (key.perIntegration() ? " May differ by integration; a change takes no restart." : ""));
        comment(out, "  ", "Must be " + key.type().rule() + ".");
        String name = last(key.name());
        switch (key.byDefault()) {
            case Default.Value(String text) ->
                out.append("  ")
                        .append(name)
                        .append(": ")
                        .append(text.isEmpty() ? "[]" : text)
                        .append('\n');
            case Default.Unset(String meaning) -> {
                comment(out, "  ", "Default: " + meaning + ".");
                out.append("  # ").append(name).append(":\n");
            }
        }
    }

    private static void entry(StringBuilder out, PassThrough map) {
        comment(out, "  ", map.doc());
        out.append("  ").append(last(map.name())).append(map.defaults().isEmpty() ? ": {}\n" : ":\n");
        map.defaults()
                .forEach((name, value) -> out.append("    ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        if (!map.refused().isEmpty()) {
            String names =
                    map.refused().stream().map(PassThrough.Refusal::setting).collect(Collectors.joining(", "));
            comment(out, "    ", "Refused, or held to the one value that is safe: " + names + ".");
        }
    }

    private static void comment(StringBuilder out, String indent, String text) {
        for (String line : wrapped(text, WIDTH - indent.length() - 2)) {
            out.append(indent).append("# ").append(line).append('\n');
        }
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
