package courier.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, the weakest first: the defaults in {@link Keys}, the YAML file, the environment, the system
 * properties. Passed in, so that a test depends on no machine's environment.
 *
 * @param file null for none
 * @param environment variables by name; those that begin with {@code COURIER_} count
 * @param properties system properties by name; those that begin with {@code courier.} count
 */
public record Sources(@Nullable Path file, Map<String, String> environment, Map<String, String> properties) {

    private static final String FILE_VARIABLE = "COURIER_CONFIG";

    public Sources {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /**
     * This process's own.
     *
     * @param file as named on the command line; null leaves it to the variable {@code COURIER_CONFIG}
     */
    public static Sources ofProcess(@Nullable Path file) {
        String variable = System.getenv(FILE_VARIABLE);
        Path chosen = file != null || variable == null || variable.isEmpty() ? file : Path.of(variable);
        Properties system = System.getProperties();
        return new Sources(
                chosen,
                System.getenv(),
                system.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, system::getProperty)));
    }

    /** Without the values: they may be secrets. */
    @Override
    public String toString() {
        return "Sources[" + file + "]";
    }
}
