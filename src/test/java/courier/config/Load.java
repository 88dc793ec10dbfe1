package courier.config;

import courier.config.Loading.Invalid;
import courier.config.Loading.Loaded;
import courier.config.SettingsLoader.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loads settings in tests. */
final class Load {

    private Load() {}

    /** What comes of a file, an environment and system properties. */
    static Loading load(Path folder, String yaml, Map<String, String> environment, Map<String, String> properties) {
        try {
            Path file = Files.writeString(folder.resolve("courier.yaml"), yaml);
            return SettingsLoader.load(new Sources(file, environment, properties), Purpose.CALLS);
        } catch (IOException e) {
            throw new IllegalStateException("the temporary folder cannot be written", e);
        }
    }

    static Settings loaded(Loading loading) {
        return switch (loading) {
            case Loaded(Settings settings) -> settings;
            case Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }

    static Invalid invalid(Loading loading) {
        return switch (loading) {
            case Invalid invalid -> invalid;
            case Loaded _ -> throw new AssertionError("should have been refused");
        };
    }
}
