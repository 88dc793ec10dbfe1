package courier.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Refusals of an integration's intents, counted by code toward the budget of dead letters. A window begins with the
 * first refusal of its code, and each success takes one off ({@code RATIONALE.md}, "Why a flood of dead letters is a
 * hold").
 */
record Refusals(List<Count> counts) {

    static final Refusals NONE = new Refusals(List.of());

    /** More codes than a flood has; the oldest gives way. */
    private static final int CODES_MAX = 8;

    /**
     * Refusals of a code.
     *
     * @param since when the first one was, in milliseconds since the epoch
     */
    record Count(String code, long since, int count) {}

    Refusals {
        counts = List.copyOf(counts);
    }

    int of(String code) {
        return counts.stream()
                .filter(count -> count.code().equals(code))
                .mapToInt(Count::count)
                .sum();
    }

    /** One more. */
    Refusals and(String code, long now, Duration window) {
        List<Count> next = new ArrayList<>();
        Count one = new Count(code, now, 0);
        for (Count count : counts) {
            boolean over = now - count.since() > window.toMillis();
            if (!over && count.code().equals(code)) {
                one = count;
            } else if (!over) {
                next.add(count);
            }
        }
        if (next.size() == CODES_MAX) {
            next.removeFirst();
        }
        next.add(new Count(code, one.since(), one.count() + 1));
        return new Refusals(next);
    }

    /** An intent was delivered. */
    Refusals lessOne() {
        return counts.isEmpty()
                ? this
                : new Refusals(counts.stream()
                        .filter(count -> count.count() > 1)
                        .map(count -> new Count(count.code(), count.since(), count.count() - 1))
                        .toList());
    }
}
