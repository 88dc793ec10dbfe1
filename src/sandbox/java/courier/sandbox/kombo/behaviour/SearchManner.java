package courier.sandbox.kombo.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How searches for applications are answered.
 *
 * @param lag how long after its creation an application shows up
 * @param refusal what every search is answered instead; null to answer it
 * @param pageMax the most applications on a page, whatever is asked for
 * @param dated whether applications say when they were created; an ATS may not tell
 */
public record SearchManner(Duration lag, @Nullable ErrorCode refusal, int pageMax, boolean dated) {

    /** At once, in full. */
    public static final SearchManner WELL = new SearchManner(Duration.ZERO, null, 250, true);

    /** Refuses what no search could be answered by. */
    public SearchManner {
        if (lag.isNegative() || pageMax < 1) {
            throw new IllegalArgumentException("a search needs a lag of 0 or more, and a page of 1 or more");
        }
    }

    /** The same with a lag. */
    public SearchManner lagging(Duration itsLag) {
        return new SearchManner(itsLag, refusal, pageMax, dated);
    }

    /** The same, refused. */
    public SearchManner refusing(ErrorCode itsRefusal) {
        return new SearchManner(lag, itsRefusal, pageMax, dated);
    }

    /** The same in pages of so many at most. */
    public SearchManner paging(int itsPageMax) {
        return new SearchManner(lag, refusal, itsPageMax, dated);
    }

    /** The same without dates. */
    public SearchManner undated() {
        return new SearchManner(lag, refusal, pageMax, false);
    }
}
