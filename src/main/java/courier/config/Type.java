package courier.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a setting is written and what it may be.
 *
 * @param rule completes "must be …"
 * @param fix tells how to write it
 * @param printable false for secrets: their text is shown nowhere
 * @param parser null for a text that breaks the rule
 */
record Type<T>(String rule, String fix, boolean printable, Function<String, @Nullable T> parser) {

    private static final Map<String, Duration> DURATION_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("", 1L, "B", 1L, "kB", 1_000L, "MB", 1_000_000L, "KiB", 1L << 10, "MiB", 1L << 20);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s?([A-Za-z]*)");
    /** No longer than a hundred years: what is added to a clock must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]+");

    /** The value, or nothing for a text that breaks the rule. */
    Optional<T> parse(String text) {
        return Optional.ofNullable(parser.apply(text.strip()));
    }

    private static <T> Type<T> of(String rule, String fix, Function<String, @Nullable T> parser) {
        return new Type<>(rule, fix, true, parser);
    }

    static Type<String> matching(String regex, String rule, String fix) {
        Pattern pattern = Pattern.compile(regex);
        return of(rule, fix, text -> pattern.matcher(text).matches() ? text : null);
    }

    static Type<Integer> integer(int least, int most) {
        return of("a whole number from " + least + " to " + most, "write it in digits", text -> {
            try {
                int value = Integer.parseInt(text);
                return value < least || value > most ? null : value;
            } catch (NumberFormatException _) {
                return null;
            }
        });
    }

    /** Replicas of a topic. */
    static Type<Integer> replicas() {
        Type<Integer> number = integer(-1, 100);
        return of("-1 or a whole number from 1 to 100", number.fix, text -> {
            return number.parse(text).filter(value -> value != 0).orElse(null);
        });
    }

    static Type<Boolean> flag() {
        return of("true or false", "write true or false", text -> switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        });
    }

    /** One of the constants, written in lower case with hyphens. */
    static <E extends Enum<E>> Type<E> word(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        String all = String.join(", ", words.keySet());
        return of("one of " + all, "write one of these words", words::get);
    }

    /** Texts of a form, in a list. */
    static Type<List<String>> words(String regex, String rule) {
        Pattern pattern = Pattern.compile(regex);
        return of("a list: " + rule, "write a YAML list, or the items with commas between them", text -> {
            List<String> items = new ArrayList<>();
            for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                if (!pattern.matcher(part.strip()).matches()) {
                    return null;
                }
                items.add(part.strip());
            }
            return List.copyOf(items);
        });
    }

    static Type<Duration> duration(Duration least, String leastText) {
        return duration("a duration of at least " + leastText, least, LONGEST);
    }

    static Type<Duration> duration(Duration least, String leastText, Duration most, String mostText) {
        return duration("a duration from " + leastText + " to " + mostText, least, most);
    }

    private static Type<Duration> duration(String rule, Duration least, Duration most) {
        return of(rule, "write a whole number and its unit (ms, s, m, h, d), for example 20s", text -> {
            Matcher amount = AMOUNT.matcher(text);
            Duration unit = amount.matches() ? DURATION_UNITS.get(amount.group(2)) : null;
            if (unit == null || Long.parseLong(amount.group(1)) > LONGEST.dividedBy(unit)) {
                return null;
            }
            Duration value = unit.multipliedBy(Long.parseLong(amount.group(1)));
            return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? null : value;
        });
    }

    static Type<Long> size(String leastText, String mostText) {
        long least = bytes(leastText);
        long most = bytes(mostText);
        return of(
                "a size from " + leastText + " to " + mostText,
                "write a whole number of bytes, or one with its unit (kB, MB, KiB, MiB), for example 256kB",
                text -> {
                    long value = bytes(text);
                    return value < least || value > most ? null : value;
                });
    }

    /** The number of bytes, or -1 for a text that is no size. */
    private static long bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? SIZE_UNITS.get(amount.group(2)) : null;
        return unit == null ? -1 : Long.parseLong(amount.group(1)) * unit;
    }

    static Type<Path> path() {
        return of("a path of this machine", "write a path, absolute or from the working directory", Type::toPath);
    }

    static Type<List<Path>> absolutePaths() {
        return of(
                "a list of absolute paths",
                "write a YAML list, or the paths with commas between them, each beginning at the root",
                text -> {
                    List<Path> paths = new ArrayList<>();
                    for (String part : text.isEmpty() ? new String[0] : text.split("(?<!\\\\),", -1)) {
                        Path path = toPath(part.replace("\\,", ",").strip());
                        if (path == null || !path.isAbsolute()) {
                            return null;
                        }
                        paths.add(path.normalize());
                    }
                    return List.copyOf(paths);
                });
    }

    private static @Nullable Path toPath(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException _) {
            return null;
        }
    }

    /** Goes into a header of HTTP: what a header cannot carry is refused here, where no message quotes it. */
    static Type<Secret> secret() {
        return new Type<>(
                "printable ASCII without blanks",
                "copy the key again, without quotes or line breaks",
                false,
                text -> PRINTABLE_ASCII.matcher(text).matches() ? new Secret(text) : null);
    }

    /** Short names for well-known addresses, or an address. Plain HTTP would show the API key to the network. */
    static Type<URI> address(Map<String, String> shortNames) {
        return of(
                (shortNames.isEmpty()
                                ? ""
                                : "one of "
                                        + shortNames.keySet().stream().sorted().toList() + ", ")
                        + "an https address, or an http one on this machine or of a host name without a dot",
                "write it up to and including the version, without a query, for example https://api.kombo.dev/v1",
                text -> {
                    try {
                        URI uri = new URI(shortNames.getOrDefault(text, text));
                        return isAddress(uri) ? withoutTrailingSlash(uri) : null;
                    } catch (URISyntaxException _) {
                        return null;
                    }
                });
    }

    /** Where spans go: they hold no secret, so that plain HTTP may be used anywhere. */
    static Type<URI> collector() {
        return of(
                "an http or https address without user, query and fragment",
                "write it with its path, for example http://localhost:4318/v1/traces",
                text -> {
                    try {
                        URI uri = new URI(text);
                        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                        boolean plain = uri.getRawUserInfo() == null
                                && uri.getRawQuery() == null
                                && uri.getRawFragment() == null;
                        if (!http || !plain || uri.getHost() == null) {
                            return null;
                        }
                        boolean pathless =
                                uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
                        return pathless ? uri.resolve("/v1/traces") : uri;
                    } catch (URISyntaxException _) {
                        return null;
                    }
                });
    }

    static Type<Double> ratio() {
        Pattern decimal = Pattern.compile("\\d(\\.\\d{1,9})?");
        return of("a number from 0 to 1", "write it with a dot, for example 0.05", text -> {
            if (!decimal.matcher(text).matches()) {
                return null;
            }
            double value = Double.parseDouble(text);
            return value <= 1 ? value : null;
        });
    }

    private static boolean isAddress(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            return false;
        }
        boolean local = !host.contains(".") || host.matches("127(\\.\\d{1,3}){3}");
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local);
    }

    private static URI withoutTrailingSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
