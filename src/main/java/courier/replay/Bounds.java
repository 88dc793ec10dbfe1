package courier.replay;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be read of the dead-letter topic, by partition.
 *
 * @param spans from an offset, included, to another, excluded
 */
public record Bounds(SortedMap<Integer, Span> spans) {

    /** The offsets of one partition. */
    public record Span(long from, long to) {
        /** How many offsets: of transactions' markers, too. */
        public long size() {
            return Math.max(0, to - from);
        }
    }

    public Bounds {
        spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
    }

    /** How many offsets, all in all; no fewer than there are dead letters. */
    public long size() {
        return spans.values().stream().mapToLong(Span::size).sum();
    }

    /** The same beginning and no end. */
    public Bounds endless() {
        Map<Integer, Span> open = spans.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new Span(entry.getValue().from(), Long.MAX_VALUE)));
        return new Bounds(new TreeMap<>(open));
    }
}
