package courier.replay;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has become of the dead letters that were asked for. Immutable.
 *
 * @param replayed published again, as intents or raw
 */
public record Account(long replayed, Map<Reason, Long> skipped) {

    /** Nothing yet. */
    public static final Account NONE = new Account(0, Map.of());

    public Account {
        Map<Reason, Long> inOrder = new EnumMap<>(Reason.class);
        inOrder.putAll(skipped);
        skipped = Collections.unmodifiableMap(inOrder);
    }

    /** With one more. */
    public Account and(Plan plan) {
        return switch (plan) {
            case Plan.Leave _ -> this;
            case Plan.Replay _, Plan.Raw _ -> new Account(replayed + 1, skipped);
            case Plan.Skip skip -> plus(new Account(0, Map.of(skip.reason(), 1L)));
        };
    }

    /** Both together. */
    public Account plus(Account other) {
        Map<Reason, Long> both = new EnumMap<>(Reason.class);
        both.putAll(skipped);
        other.skipped.forEach((reason, count) -> both.merge(reason, count, Long::sum));
        return new Account(replayed + other.replayed, both);
    }

    /** How many were asked for. */
    public long selected() {
        return replayed + skipped.values().stream().mapToLong(Long::longValue).sum();
    }
}
