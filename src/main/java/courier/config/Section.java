package courier.config;

import courier.config.Key.Default;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys that belong together, in the order in which they are documented. */
record Section(String name, String doc, List<Key<?>> keys, List<PassThrough> maps) {

    static Section of(String name, String doc) {
        return new Section(name, doc, new ArrayList<>(), new ArrayList<>());
    }

    <T> Key<T> key(String key, Type<T> type, String byDefault, String doc) {
        return add(new Key<>(name + "." + key, type, new Default.Value(byDefault), doc, false));
    }

    <T> Key<T> unset(String key, Type<T> type, String meaning, String doc) {
        return add(new Key<>(name + "." + key, type, new Default.Unset(meaning), doc, false));
    }

    /** A key that may have another value for an integration. */
    <T> Key<T> each(String key, Type<T> type, String byDefault, String doc) {
        return add(new Key<>(name + "." + key, type, new Default.Value(byDefault), doc, true));
    }

    PassThrough map(Map<String, String> defaults, List<PassThrough.Refusal> refused, String doc) {
        return add(new PassThrough(name + ".properties", "settings of another library", true, defaults, refused, doc));
    }

    /** A map of codes, which have dots and underscores: a variable's name cannot tell the two apart. */
    PassThrough codes(String key, String doc) {
        return add(new PassThrough(name + "." + key, "codes", false, Map.of(), List.of(), doc));
    }

    private PassThrough add(PassThrough map) {
        maps.add(map);
        return map;
    }

    private <T> Key<T> add(Key<T> key) {
        keys.add(key);
        return key;
    }
}
