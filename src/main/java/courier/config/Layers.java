package courier.config;

import courier.config.Loading.Problem;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sources laid over one another, the defaults left out: system properties over environment over file. Names that no
 * setting has are told as problems.
 *
 * <p>Expressions like <code>${...}</code> are deliberately not expanded: Kafka has its own for secrets in the settings
 * that are passed through to it ({@code config.providers}).
 */
final class Layers {

    static final String VARIABLE_PREFIX = "COURIER_";
    static final String PROPERTY_PREFIX = "courier.";

    /** Read by the start script, or before there are settings. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("COURIER_CONFIG", "COURIER_JAVA_HOME", "COURIER_JAVA_OPTS");
    /** Kubernetes adds these to every container in a namespace that has a service called courier. */
    private static final Pattern KUBERNETES_VARIABLE =
            Pattern.compile("COURIER_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private static final Pattern LIST_INDEX = Pattern.compile("\\[\\d+].*$");

    private static final int FILE_ORDINAL = 100;
    private static final int ENVIRONMENT_ORDINAL = 200;
    private static final int PROPERTIES_ORDINAL = 300;

    private final String file;
    private final SmallRyeConfig config;
    private final List<Problem> problems = new ArrayList<>();

    private Layers(Sources sources) {
        file = String.valueOf(sources.file());
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        addFile(sources, builder);
        builder.withSources(
                new PropertiesConfigSource(ofEnvironment(sources.environment()), "environment", ENVIRONMENT_ORDINAL));
        builder.withSources(
                new PropertiesConfigSource(ofProperties(sources.properties()), "system property", PROPERTIES_ORDINAL));
        config = builder.build();
    }

    static Layers of(Sources sources) {
        return new Layers(sources);
    }

    /** Names that are no setting's, and a file that cannot be read. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** A value as it was written, and where. */
    record Written(String text, String origin) {}

    /** The strongest source's value; an empty one unsets the setting. */
    Optional<Written> find(Key<?> key) {
        return written(key.name()).filter(written -> !written.text().isBlank());
    }

    /** All that is written below a map, by the other library's names. */
    Map<String, Written> below(PassThrough map) {
        Map<String, Written> found = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(map.name() + ".")) {
                String rest = name.substring(map.name().length() + 1);
                written(name).ifPresent(written -> found.put(rest, written));
            }
        }
        return found;
    }

    /** The integrations for which something is written. */
    Set<String> integrations() {
        Set<String> ids = new TreeSet<>();
        config.getPropertyNames().forEach(name -> Keys.integrationIn(name).ifPresent(ids::add));
        return ids;
    }

    private Optional<Written> written(String name) {
        ConfigValue value = config.getConfigValue(name);
        return value.getValue() == null
                ? Optional.empty()
                : Optional.of(new Written(value.getValue(), origin(name, value.getConfigSourceOrdinal())));
    }

    private String origin(String name, int ordinal) {
        return switch (ordinal) {
            case PROPERTIES_ORDINAL -> "-D" + PROPERTY_PREFIX + name;
            case ENVIRONMENT_ORDINAL ->
                "environment"
                        + Keys.named(name).map(key -> " " + key.variable()).orElse("");
            default -> file;
        };
    }

    private void addFile(Sources sources, SmallRyeConfigBuilder builder) {
        if (sources.file() == null) {
            return;
        }
        switch (YamlFile.read(sources.file())) {
            case YamlFile.Content.Unreadable(Problem problem) -> problems.add(problem);
            case YamlFile.Content.Names(Map<String, String> values) ->
                builder.withSources(new PropertiesConfigSource(known(values, file), file, FILE_ORDINAL));
        }
    }

    /** A list comes twice from YAML, as one text and item by item: the text is enough. */
    private Map<String, String> known(Map<String, String> values, String origin) {
        Map<String, String> known = new HashMap<>();
        new TreeMap<>(values).forEach((name, value) -> {
            if (isKnown(name)) {
                known.put(name, value);
            } else if (!isKnown(LIST_INDEX.matcher(name).replaceFirst(""))) {
                problems.add(unknown(name, origin));
            }
        });
        return known;
    }

    private Map<String, String> ofProperties(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PROPERTY_PREFIX)) {
                values.put(name.substring(PROPERTY_PREFIX.length()), value);
            }
        });
        return known(values, "system property");
    }

    private Map<String, String> ofEnvironment(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (LogVariable.named(variable).isPresent()) {
                LogVariable.named(variable)
                        .flatMap(known -> known.problem(value))
                        .ifPresent(problems::add);
            } else if (variable.startsWith(VARIABLE_PREFIX)
                    && !OTHER_VARIABLES.contains(variable)
                    && !KUBERNETES_VARIABLE.matcher(variable).matches()) {
                nameOf(variable)
                        .ifPresentOrElse(
                                name -> values.put(name, value), () -> problems.add(unknownVariable(variable)));
            }
        });
        return values;
    }

    private static Optional<String> nameOf(String variable) {
        Optional<String> key = Keys.all()
                .filter(each -> each.variable().equals(variable))
                .map(Key::name)
                .findFirst();
        return key.or(() -> Keys.maps()
                .filter(map -> map.byVariable() && variable.startsWith(Key.variable(map.name()) + "_"))
                .map(map -> map.name() + "."
                        + PassThrough.ofVariable(
                                variable.substring(Key.variable(map.name()).length() + 1)))
                .findFirst());
    }

    private static boolean isKnown(String name) {
        return Keys.named(name).isPresent()
                || Keys.integrationIn(name).isPresent()
                || Keys.maps().anyMatch(map -> name.startsWith(map.name() + "."));
    }

    private static Problem unknown(String name, String origin) {
        if (name.startsWith(Keys.INTEGRATIONS + ".")) {
            String keys = Keys.all().filter(Key::perIntegration).map(Key::name).collect(Collectors.joining(", "));
            return new Problem(
                    name, null, origin, "is not a setting that an integration may have", "these may differ: " + keys);
        }
        String fix = Suggestion.nearest(name, Keys.all().map(Key::name))
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> Keys.maps()
                        .filter(map -> name.startsWith(
                                map.name().substring(0, map.name().indexOf('.') + 1)))
                        .map(map -> map.names() + " go below " + map.name())
                        .findFirst()
                        .orElse("leave it out; config/courier.yaml has every key"));
        return new Problem(name, null, origin, "is not a setting", fix);
    }

    private static Problem unknownVariable(String variable) {
        String fix = Keys.maps()
                .filter(map -> !map.byVariable() && variable.startsWith(Key.variable(map.name())))
                .map(map -> "write it in the file, or as -D" + PROPERTY_PREFIX + map.name() + ".NAME=...")
                .findFirst()
                .or(() -> Suggestion.nearest(variable, Keys.all().map(Key::variable))
                        .map(near -> "did you mean " + near + "?"))
                .orElse("unset it; config/courier.yaml has every name");
        return new Problem(variable, null, "environment", "is not the name of a setting", fix);
    }
}
