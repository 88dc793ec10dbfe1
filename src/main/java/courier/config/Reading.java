package courier.config;

import courier.config.Layers.Written;
import courier.config.Loading.Problem;
import courier.config.PassThrough.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings one by one and collects what is wrong with them: a bad value is noted and its default taken, so that
 * reading goes on to the next mistake. Used by one thread.
 */
final class Reading {

    private final Layers layers;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Key<?>> bad = new HashSet<>();

    Reading(Layers layers) {
        this.layers = layers;
        problems.addAll(layers.problems());
    }

    List<Problem> problems() {
        return problems;
    }

    /** The value of a key that has a default. */
    <T> T get(Key<T> key) {
        return find(key)
                .or(key::defaultValue)
                .orElseThrow(() -> new IllegalArgumentException(key.name() + " has no default: look it up with find"));
    }

    /** The value for an integration: its own, or else everybody's. */
    <T> T get(Key<T> key, String integrationId) {
        return find(key.of(integrationId)).orElseGet(() -> get(key));
    }

    /** The integrations that have a value of their own. */
    Set<String> integrations() {
        return layers.integrations();
    }

    /** The value where one is written and good. */
    <T> Optional<T> find(Key<T> key) {
        Optional<Written> written = layers.find(key);
        Optional<T> value = written.map(Written::text).flatMap(key.type()::parse);
        if (written.isPresent() && value.isEmpty()) {
            fail(key, "must be " + key.type().rule(), key.type().fix());
        }
        return value;
    }

    /** Whether something is written there, good or bad. */
    boolean isWritten(Key<?> key) {
        return layers.find(key).isPresent();
    }

    /** The map with its defaults; what is refused is noted as a problem. */
    Map<String, String> get(PassThrough map) {
        Map<String, String> values = new HashMap<>(map.defaults());
        Map<String, Written> below = layers.below(map);
        below.forEach((setting, written) -> {
            if (setting.endsWith(PassThrough.IN_FILE)) {
                fromFile(map, setting, written, below).ifPresent(value -> values.put(plain(setting), value));
                return;
            }
            values.put(setting, written.text());
            Refusal refusal = map.refusal(setting, written.text());
            if (refusal != null) {
                String name = map.name() + "." + setting;
                problems.add(new Problem(name, written.text(), written.origin(), refusal.reason(), refusal.fix()));
            }
        });
        return values;
    }

    private static String plain(String setting) {
        return setting.substring(0, setting.length() - PassThrough.IN_FILE.length());
    }

    /** What a file holds, for the setting that is named before the ending; what is written empty is unset. */
    private Optional<String> fromFile(PassThrough map, String setting, Written written, Map<String, Written> siblings) {
        if (written.text().isBlank()) {
            return Optional.empty();
        }
        String name = map.name() + "." + setting;
        Written direct = siblings.get(plain(setting));
        if (direct != null && !direct.text().isBlank()) {
            problems.add(new Problem(
                    name,
                    written.text(),
                    written.origin(),
                    "is set beside " + map.name() + "." + plain(setting),
                    "set one of the two; an empty value in a stronger source unsets the other"));
            return Optional.empty();
        }
        return switch (SecretFile.read(written.text().strip())) {
            case SecretFile.Content.Text(String text) -> refused(map, setting, text, name, written);
            case SecretFile.Content.Unreadable(String why) -> {
                problems.add(new Problem(name, written.text(), written.origin(), why, SecretFile.FIX));
                yield Optional.empty();
            }
        };
    }

    private Optional<String> refused(PassThrough map, String setting, String text, String name, Written written) {
        Refusal refusal = map.refusal(plain(setting), text);
        if (refusal != null) {
            problems.add(new Problem(name, written.text(), written.origin(), refusal.reason(), refusal.fix()));
        }
        return Optional.of(text);
    }

    /** The map with its defaults; what is written empty is unset, what the check objects to is noted as a problem. */
    Map<String, String> get(PassThrough map, OverrideCheck check) {
        Map<String, String> values = new HashMap<>(map.defaults());
        layers.below(map).forEach((name, written) -> {
            String text = written.text().strip();
            if (!text.isEmpty()) {
                values.put(name, text);
                check.objection(name, text)
                        .map(objection -> new Problem(
                                map.name() + "." + name, text, written.origin(), objection.rule(), objection.fix()))
                        .ifPresent(problems::add);
            }
        });
        return values;
    }

    /** Notes a problem with a key. */
    void fail(Key<?> key, String rule, String fix) {
        bad.add(key);
        Optional<Written> written = layers.find(key);
        problems.add(new Problem(
                key.name(),
                key.type().printable() ? written.map(Written::text).orElse(null) : null,
                written.map(Written::origin).orElse(null),
                rule,
                fix));
    }

    /** Notes a problem between keys, unless one of them is bad already. */
    void check(boolean good, Key<?> key, Key<?> other, String rule, String fix) {
        if (!good && !bad.contains(key) && !bad.contains(other)) {
            fail(key, rule, fix);
        }
    }
}
