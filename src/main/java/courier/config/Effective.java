package courier.config;

import courier.config.Key.Default;
import courier.config.Layers.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings that are in force and where each comes from, for a person to look at. Holds no secret. Pure. */
public final class Effective {

    /** Stands for a value that is not shown. */
    public static final String MASK = "***";

    private static final String BY_DEFAULT = "default";

    private Effective() {}

    /**
     * One setting.
     *
     * @param value {@link #MASK} for a secret; null where nothing is set and there is no fixed default
     * @param origin a file, an environment variable, a system property, or {@code default}, with what it means where no
     *     value can tell
     */
    public record Line(String name, @Nullable String value, String origin) {

        /** Whether somebody has written it. */
        public boolean isWritten() {
            return !origin.startsWith(BY_DEFAULT);
        }
    }

    /** Tells which settings of another library may be shown: it must know them to be no secrets. */
    @FunctionalInterface
    public interface Harmless {
        /**
         * Whether anybody may see the value.
         *
         * @param map the key below which it is written, for example {@code kafka.properties}
         */
        boolean test(String map, String setting);
    }

    /** All settings, in the order of the reference. What is wrong with them is for {@link SettingsLoader} to say. */
    public static List<Line> of(Sources sources, Harmless harmless) {
        Layers layers = Layers.of(sources);
        List<Line> lines = new ArrayList<>();
        for (Section section : Keys.SECTIONS) {
            section.keys().forEach(key -> lines.add(line(key, layers)));
            section.maps().forEach(map -> lines.addAll(lines(map, layers, harmless)));
        }
        for (String id : layers.integrations()) {
            Keys.all()
                    .filter(Key::perIntegration)
                    .map(key -> key.of(id))
                    .forEach(key ->
                            layers.find(key).map(written -> line(key, written)).ifPresent(lines::add));
        }
        return List.copyOf(lines);
    }

    private static Line line(Key<?> key, Layers layers) {
        Optional<Written> written = layers.find(key);
        if (written.isPresent()) {
            return line(key, written.get());
        }
        return switch (key.byDefault()) {
            case Default.Value(String text) -> new Line(key.name(), text, BY_DEFAULT);
            case Default.Unset(String meaning) -> new Line(key.name(), null, BY_DEFAULT + ": " + meaning);
        };
    }

    private static Line line(Key<?> key, Written written) {
        return new Line(key.name(), key.type().printable() ? written.text().strip() : MASK, written.origin());
    }

    private static List<Line> lines(PassThrough map, Layers layers, Harmless harmless) {
        Map<String, Line> lines = new TreeMap<>();
        map.defaults().forEach((setting, value) -> lines.put(setting, line(map, setting, value, BY_DEFAULT, harmless)));
        layers.below(map)
                .forEach((setting, written) ->
                        lines.put(setting, line(map, setting, written.text(), written.origin(), harmless)));
        return List.copyOf(lines.values());
    }

    private static Line line(PassThrough map, String setting, String value, String origin, Harmless harmless) {
        boolean shows = setting.endsWith(PassThrough.IN_FILE) || harmless.test(map.name(), setting);
        String shown = shows ? withoutUserInfo(value.strip()) : MASK;
        return new Line(map.name() + "." + setting, shown, origin);
    }

    /** An address may hold a password, whatever the setting is called. */
    private static String withoutUserInfo(String value) {
        return value.replaceAll("//[^/@]*@", "//" + MASK + "@");
    }
}
