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
 * @param standard the word that holds unless configured otherwise; null where nothing was configured
 */
public record Row(
        String code,
        String verdict,
        @Nullable Delivery known,
        @Nullable Action remedy,
        String meaning,
        @Nullable String standard) {}
