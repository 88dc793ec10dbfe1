package courier.submission.verdict;

import courier.outcome.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Which course may be taken after which code. An override changes what is done, and never claims more than is known of
 * the application; nor may it call again where an application is likely to exist.
 */
public final class Overrides {

    private static final String EXISTS =
            "cannot be overridden: it says that the application exists, and calling again could only make a second one";
    private static final String THROTTLE_UNKNOWN =
            "cannot be a throttle: a throttled call counts as refused and is repeated without an end, but this one may"
                    + " have created the application";
    private static final String THROTTLE_UNSENT =
            "cannot be a throttle: nobody has answered, so nobody has asked for a slower pace";
    private static final String HOLD_DOUBT =
            "cannot be a hold: its probes would repeat a call that may have created the application, and count none";
    private static final String RETRY_SUCCESS =
            "cannot be retried: it may be a success that could not be read, and a second call would make a second"
                    + " application";
    private static final String DOUBT_UNSENT =
            "cannot be a doubt: the request provably never left as a whole, so there is nothing to find out";

    private Overrides() {}

    /** Why a course may not be taken after a code, to follow the code in a sentence; null if it may. */
    public static @Nullable String refusal(Code code, Course course) {
        return refusal(code, code.ruling(), course);
    }

    /** The same where more may be known than the code says. */
    static @Nullable String refusal(Code code, Ruling standard, Course course) {
        if (standard instanceof Ruling.Exists) {
            return EXISTS;
        }
        return switch (course) {
            case RETRY -> maySucceed(code) ? RETRY_SUCCESS : null;
            case THROTTLE, THROTTLE_KEY ->
                switch (standard.delivery()) {
                    case REFUSED -> null;
                    case UNSENT -> THROTTLE_UNSENT;
                    case UNKNOWN, DELIVERED -> THROTTLE_UNKNOWN;
                };
            case HOLD, HOLD_KEY, HOLD_ADDRESS -> standard instanceof Ruling.Doubt ? HOLD_DOUBT : null;
            case REJECT -> null;
            case DOUBT -> standard.delivery() == Delivery.UNSENT ? DOUBT_UNSENT : null;
        };
    }

    /** Whether a course may submit an application twice: it calls again without asking the policy for doubt. */
    public static boolean repeatsBlindly(Code code, Course course) {
        return course == Course.RETRY && code.ruling() instanceof Ruling.Doubt;
    }

    /** What lies behind these may be Kombo's word that it was created. */
    private static boolean maySucceed(Code code) {
        return code == Code.ANSWER_UNREADABLE
                || code == Code.ANSWER_TRUNCATED
                || code == Code.INTERNAL_ERROR_AFTER_SENDING;
    }
}
