package courier.config;

import java.util.Optional;

/**
 * Judges what is written below {@code verdicts.overrides}. Which codes there are, and what may be done about them, is
 * known to a stage; settings know no stage, and yet tell all mistakes at once.
 */
@FunctionalInterface
public interface OverrideCheck {

    /** Objects to nothing: whoever makes verdicts of the settings checks them again. */
    OverrideCheck LATER = (_, _) -> Optional.empty();

    /** Why this may not be done about the code; empty if it may. */
    Optional<Objection> objection(String code, String word);

    /**
     * What is wrong with an entry.
     *
     * @param rule what it breaks
     * @param fix how to put it right
     */
    record Objection(String rule, String fix) {}
}
