package courier.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What came of one request to one address of the registry. */
sealed interface Reply {

    /** The registry's own word. */
    sealed interface Answer extends Reply {}

    /** What was asked for. */
    record Found(JsonNode body) implements Answer {}

    /**
     * An error in the registry's own form.
     *
     * @param code its {@code error_code}
     */
    record Refused(int code, String message) implements Answer {}

    /**
     * No answer of a registry.
     *
     * @param why what happened and, where it is known, what to do
     * @param passing whether asking again soon may help
     */
    record Silence(String why, boolean passing, @Nullable Throwable cause) implements Reply {}
}
