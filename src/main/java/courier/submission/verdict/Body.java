package courier.submission.verdict;

import courier.outcome.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of an answer, as far as it matters: ids and Kombo's own words, nothing of the person. */
public sealed interface Body {

    /** Kombo's success form. */
    record SuccessForm(Application application, List<String> warnings) implements Body {
        public SuccessForm {
            warnings = List.copyOf(warnings);
        }

        /** Without the warnings: they may quote the request. */
        @Override
        public String toString() {
            return "SuccessForm[" + application.id() + ", warnings=" + warnings.size() + "]";
        }
    }

    /**
     * Kombo's error form.
     *
     * @param code null where Kombo gave none, or one that is not shaped like a code
     */
    record ErrorForm(
            @Nullable String code,
            @Nullable String title,
            @Nullable String message,
            @Nullable String logUrl) implements Body {

        /** Without the words: they may quote the request. */
        @Override
        public String toString() {
            return "ErrorForm[" + code + "]";
        }
    }

    /**
     * Neither of the two forms.
     *
     * @param description what it looks like, without any of its content
     */
    record Unreadable(String description) implements Body {}

    /** Broken off by the transport before it could be understood. */
    record Truncated() implements Body {}
}
