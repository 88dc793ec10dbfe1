package courier.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Tells the first of a kind from the same that come after it. A kind that was told is quiet for an interval, and
 * counted. What was counted is told when the interval is over, and the next one begins; a kind of which nothing was
 * counted is forgotten, and the next of it is a first one.
 *
 * <p>Bounded: beyond so many kinds at a time, a kind counts as its fold.
 *
 * <p>Thread-safe.
 *
 * @param <K> a kind, with {@code equals}
 */
final class Repeats<K> {

    private final long interval;
    private final int most;
    private final UnaryOperator<K> fold;
    private final Map<K, Window> windows = new HashMap<>();

    private static final class Window {
        private long endsAt;
        private long count;
    }

    /** So many of a kind have not been told. */
    record Counted<K>(K kind, long count) {}

    /**
     * Nothing so far.
     *
     * @param most kinds at a time, not counting folds
     * @param fold what a kind beyond these counts as: makes few of many
     */
    Repeats(Duration interval, int most, UnaryOperator<K> fold) {
        this.interval = interval.toNanos();
        this.most = most;
        this.fold = fold;
    }

    /**
     * It has happened.
     *
     * @return how many to tell of, this one included; empty if it is only counted
     */
    synchronized OptionalLong note(K kind, long now) {
        Window window = windows.get(counted(kind, now));
        if (window == null) {
            window = new Window();
            windows.put(counted(kind, now), window);
        } else if (now - window.endsAt < 0) {
            window.count++;
            return OptionalLong.empty();
        }
        long all = window.count + 1;
        window.endsAt = now + interval;
        window.count = 0;
        return OptionalLong.of(all);
    }

    private K counted(K kind, long now) {
        if (windows.containsKey(kind) || windows.size() < most) {
            return kind;
        }
        windows.values().removeIf(window -> window.count == 0 && now - window.endsAt >= 0);
        return windows.size() < most ? kind : fold.apply(kind);
    }

    /** What is to be told now, of intervals that are over. */
    synchronized List<Counted<K>> due(long now) {
        List<Counted<K>> due = new ArrayList<>();
        Iterator<Map.Entry<K, Window>> each = windows.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<K, Window> entry = each.next();
            Window window = entry.getValue();
            if (now - window.endsAt >= 0) {
                if (window.count == 0) {
                    each.remove();
                } else {
                    due.add(new Counted<>(entry.getKey(), window.count));
                    window.endsAt = now + interval;
                    window.count = 0;
                }
            }
        }
        return due;
    }

    /** All that has not been told, as at the end; then there is nothing. */
    synchronized List<Counted<K>> rest() {
        List<Counted<K>> rest = windows.entrySet().stream()
                .filter(entry -> entry.getValue().count > 0)
                .map(entry -> new Counted<>(entry.getKey(), entry.getValue().count))
                .toList();
        windows.clear();
        return rest;
    }
}
