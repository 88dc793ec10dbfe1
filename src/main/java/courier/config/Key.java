package courier.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting, declared once: its name, rule, default and meaning. Parsing, checks and {@code config/courier.yaml} all
 * come from here.
 *
 * @param name section and key, for example {@code ledger.start-by}
 * @param doc one or two sentences for an operator, with what is counted in which unit
 * @param perIntegration whether an integration may have a value of its own
 */
record Key<T>(String name, Type<T> type, Default byDefault, String doc, boolean perIntegration) {

    /** What holds where nothing is written. */
    sealed interface Default {
        /** A value, as one would write it. */
        record Value(String text) implements Default {}

        /** No fixed value; the meaning says what happens instead. */
        record Unset(String meaning) implements Default {}
    }

    /** The environment variable that sets it. */
    String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return Layers.VARIABLE_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key of an integration's own value. */
    Key<T> of(String integrationId) {
        return new Key<>(Keys.INTEGRATIONS + "." + integrationId + "." + name, type, byDefault, doc, false);
    }

    /** The default, parsed, where there is a fixed one. */
    Optional<T> defaultValue() {
        return switch (byDefault) {
            case Default.Value(String text) -> type.parse(text);
            case Default.Unset _ -> Optional.empty();
        };
    }
}
