package courier.config;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
