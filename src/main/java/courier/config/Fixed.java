package courier.config;

import courier.config.Layers.Written;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that holds for a worker's life, to be compared with what a file says later. By value, so that {@code 60s} is no
 * other than {@code 1m}. Holds secrets: there is nothing to print of it but names.
 */
final class Fixed {

    private final Map<String, Object> values = new TreeMap<>();

    private Fixed(Layers layers) {
        Keys.all()
                .filter(key -> !key.perIntegration())
                .forEach(key -> value(key, layers).ifPresent(value -> values.put(key.name(), value)));
        Keys.maps().forEach(map -> {
            map.defaults().forEach((name, text) -> values.put(map.name() + "." + name, text));
            layers.below(map)
                    .forEach((name, written) ->
                            values.put(map.name() + "." + name, written.text().strip()));
        });
    }

    static Fixed of(Layers layers) {
        return new Fixed(layers);
    }

    private static <T> Optional<T> value(Key<T> key, Layers layers) {
        return layers.find(key).map(Written::text).flatMap(key.type()::parse).or(key::defaultValue);
    }

    /** The names of what is not the same. */
    List<String> differences(Fixed other) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(other.values.keySet());
        names.removeIf(name -> Objects.equals(values.get(name), other.values.get(name)));
        return List.copyOf(names);
    }
}
