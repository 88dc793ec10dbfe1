package courier.bench.micro;

import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import java.util.HashMap;
import java.util.Map;

/** The worker's settings as they are by default. */
public final class Defaults {
    private Defaults() {}

    /** The defaults, but for these values, given by the names of their keys. */
    public static Settings but(Map<String, String> values) {
        Map<String, String> properties = new HashMap<>(Map.of("courier.kombo.api-key", "bench-key"));
        values.forEach((key, value) -> properties.put("courier." + key, value));
        return switch (SettingsLoader.load(new Sources(null, Map.of(), properties), Purpose.CALLS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new IllegalStateException(invalid.text());
        };
    }
}
