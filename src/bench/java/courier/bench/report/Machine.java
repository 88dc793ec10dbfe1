package courier.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a run was made on. */
public final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** Machine, versions and load, as they are now. */
    public static Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        conditions.put("commit", printed(List.of("git", "describe", "--always", "--dirty")));
        conditions.put(
                "machine",
                "%d processors (%s), %s of memory"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                found("/proc/cpuinfo", "model name\\s*: (.+)"),
                                found("/proc/meminfo", "MemTotal:\\s*(.+)")));
        conditions.put(
                "load before",
                String.format(
                        Locale.ROOT,
                        "%.2f runnable on average over the last minute",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        conditions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put("Java", System.getProperty("java.vendor") + " " + Runtime.version());
        conditions.put("Kafka", AppInfoParser.getVersion());
        return conditions;
    }

    private static String found(String file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return matcher.find() ? matcher.group(1).strip() : UNKNOWN;
        } catch (IOException _) {
            return UNKNOWN;
        }
    }

    private static String printed(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return output.isEmpty() ? UNKNOWN : output;
        } catch (IOException _) {
            return UNKNOWN;
        }
    }
}
