package courier.submission.verdict;

import courier.outcome.Action;
import courier.outcome.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table of verdicts as it is in force.
 *
 * @param verdict the word for what is done
 * @param known what is known of the application; null for a code that only configuration knows: the status tells
 * @param remedy what can be done about a dead letter; null as well
 * @param standard the word that holds unless configured otherwise; null where none was configured
 */
public record Row(
        String code,
        String verdict,
        @Nullable Delivery known,
        @Nullable Action remedy,
        String meaning,
        @Nullable String standard) {

    /** The word for what depends on the attempts before. */
    static final String EXISTS = "exists";

    /** The word for a code that is judged by its status. */
    static final String BY_STATUS = "by status";

    /** Whether configuration changed it. */
    public boolean changed() {
        return standard != null;
    }

    static Row of(Code code, @Nullable Course override) {
        Course standard = Course.of(code.ruling());
        Delivery known = override == null
                ? code.ruling().delivery()
                : override.ruling(code.ruling().delivery()).delivery();
        String word = standard == null ? EXISTS : standard.text();
        return new Row(
                code.text(),
                override == null ? word : override.text(),
                known,
                code.remedy(known),
                code.meaning(),
                override == null ? null : word);
    }

    static Row unknown(String code, Course override) {
        return new Row(
                code,
                override.text(),
                null,
                null,
                "Courier does not know the code: where its status allows no such verdict, the status decides.",
                BY_STATUS);
    }
}
