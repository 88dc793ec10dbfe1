package courier.observed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a PromQL expression asks for, as far as names go.
 *
 * @param selectors the metrics, with the labels that they are chosen by
 * @param grouped the labels that are grouped or matched by
 */
record Expression(List<Selector> selectors, Set<String> grouped) {

    record Selector(String metric, Set<String> labels) {}

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![a-zA-Z0-9_:.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?(\\s*\\()?");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan");

    static Expression of(String text) {
        // ranges, and what stands in strings outside of braces, are no names
        String plain = text.replaceAll("\\[[^]]*]", " ");
        Set<String> grouped = new HashSet<>();
        Matcher grouping = GROUPING.matcher(plain);
        while (grouping.find()) {
            grouped.addAll(Arrays.stream(grouping.group(1).split(","))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .toList());
        }
        Matcher names = NAME.matcher(GROUPING.matcher(plain).replaceAll(" "));
        List<Selector> selectors = new ArrayList<>();
        while (names.find()) {
            boolean function = names.group(3) != null;
            if (!function && !WORDS.contains(names.group(1).toLowerCase(Locale.ROOT))) {
                selectors.add(new Selector(names.group(1), labels(names.group(2))));
            }
        }
        return new Expression(selectors, grouped);
    }

    private static Set<String> labels(@Nullable String braces) {
        return braces == null
                ? Set.of()
                : MATCHER.matcher(braces)
                        .results()
                        .map(result -> result.group(1))
                        .collect(Collectors.toSet());
    }
}
