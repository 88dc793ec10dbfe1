package courier.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map of settings whose names are not Courier's keys but another library's, or codes: anything may be written below
 * it, except what would break a promise of Courier's.
 *
 * @param name section and key; the foreign names follow after a dot
 * @param names what the foreign names are, for a message
 * @param byVariable whether an environment variable can spell the foreign names
 * @param defaults what holds where nothing else is written
 * @param refused what may not be set, or not to just anything
 */
record PassThrough(
        String name,
        String names,
        boolean byVariable,
        Map<String, String> defaults,
        List<Refusal> refused,
        String doc) {

    /** Behind a setting's name: it names a file that holds the value, as platforms mount secrets. */
    static final String IN_FILE = "-file";

    private static final String FILE_OF_VARIABLE = ".file";

    /** Settings of Kafka's own that end as a variable for a file does: they are passed on as they stand. */
    private static final Pattern ENDS_SO_ITSELF = Pattern.compile("(.*\\.)?sasl\\.oauthbearer\\.assertion\\..*");

    /** The clients inside Kafka Streams, each with a prefix for settings of its own. */
    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    /**
     * A setting that may not be changed.
     *
     * @param allowed the values that do no harm
     */
    record Refusal(String setting, Predicate<String> allowed, String reason, String fix) {

        static Refusal always(String setting, String reason, String fix) {
            return new Refusal(setting, _ -> false, reason, fix);
        }

        static Refusal unless(List<String> values, String setting, String reason) {
            return new Refusal(setting, values::contains, reason, "leave it out");
        }
    }

    PassThrough {
        defaults = Map.copyOf(defaults);
        refused = List.copyOf(refused);
    }

    /**
     * The foreign name that the end of a variable's name stands for: no list of names helps, so each underscore is a
     * dot.
     */
    static String ofVariable(String rest) {
        String name = rest.toLowerCase(Locale.ROOT).replace('_', '.');
        return name.endsWith(FILE_OF_VARIABLE) && !ENDS_SO_ITSELF.matcher(name).matches()
                ? name.substring(0, name.length() - FILE_OF_VARIABLE.length()) + IN_FILE
                : name;
    }

    /** Why this may not be set so; null if it may. */
    @Nullable
    Refusal refusal(String setting, String value) {
        String plain = CLIENT_PREFIXES.stream()
                .filter(setting::startsWith)
                .findFirst()
                .map(prefix -> setting.substring(prefix.length()))
                .orElse(setting);
        return refused.stream()
                .filter(refusal ->
                        refusal.setting().equals(plain) && !refusal.allowed().test(value.strip()))
                .findFirst()
                .orElse(null);
    }
}
