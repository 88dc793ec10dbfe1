package courier.event;

import courier.avro.ApplicationDeadLetter;
import courier.avro.DeadLetterPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts dead letters together that stand in parts, for readers of their topic. Give it each partition's records in
 * order, committed ones only; partitions may alternate.
 *
 * <p>What it holds at a time is bounded: a set for which there is no room, or that is never completed (the reading
 * began or ended within it), is given up, and what is known without its bulk is handed out.
 *
 * <p>Used by one thread.
 */
public final class DeadLetterAssembly {

    private final Function<byte[], ApplicationDeadLetter> wire;
    private final long mostBytes;
    private final Map<Set, Pieces> open = new LinkedHashMap<>();
    private final List<Read.Incomplete> evicted = new ArrayList<>();
    private long held;

    /**
     * An assembly.
     *
     * @param wire reads the value of a record of the dead-letter topic
     * @param mostBytes what unfinished sets may hold together; a larger dead letter is given up
     */
    public DeadLetterAssembly(Function<byte[], ApplicationDeadLetter> wire, long mostBytes) {
        this.wire = wire;
        this.mostBytes = mostBytes;
    }

    /** What a record of the topic came to. */
    public sealed interface Read {

        /** A dead letter, whole: the record itself, or the set that it completes. */
        record Whole(ApplicationDeadLetter letter) implements Read {}

        /** A piece of a set that goes on, or of one that has been given up before. */
        record Piece() implements Read {}

        /**
         * A set that cannot be put together.
         *
         * @param first its first part: all but the intent, the raw bytes, headers and violations
         * @param why for a person
         */
        record Incomplete(ApplicationDeadLetter first, String why) implements Read {}
    }

    private record Set(int partition, String digest) {}

    private static final class Pieces {
        private final ApplicationDeadLetter first;
        private final byte[] bytes;
        private int filled;
        private int number;

        Pieces(ApplicationDeadLetter first, int size) {
            this.first = first;
            this.bytes = new byte[size];
        }

        /** False if it is not the next one. */
        boolean add(DeadLetterPart part) {
            int length = part.getBytes().remaining();
            if (part.getNumber() != number + 1 || length > bytes.length - filled) {
                return false;
            }
            part.getBytes().duplicate().get(bytes, filled, length);
            filled += length;
            number++;
            return true;
        }
    }

    /** Whether a record counts as a dead letter, rather than only carrying more bytes of one. */
    public static boolean counts(ApplicationDeadLetter letter) {
        return letter.getPart() == null || letter.getPart().getNumber() == 1;
    }

    /** Takes in the next record of a partition. */
    public Read take(int partition, ApplicationDeadLetter letter) {
        DeadLetterPart part = letter.getPart();
        if (part == null) {
            return new Read.Whole(letter);
        }
        Set set = new Set(partition, part.getDigest());
        if (part.getNumber() == 1) {
            if (part.getSize() > Math.min(mostBytes, Integer.MAX_VALUE - 8)) {
                return new Read.Incomplete(
                        letter, "it has " + part.getSize() + " bytes, and at most " + mostBytes + " are put together");
            }
            drop(set);
            makeRoom(part.getSize());
            open.put(set, new Pieces(letter, Math.toIntExact(part.getSize())));
            held += part.getSize();
        }
        Pieces pieces = open.get(set);
        return pieces == null ? new Read.Piece() : add(set, pieces, part);
    }

    private Read add(Set set, Pieces pieces, DeadLetterPart part) {
        if (!pieces.add(part)) {
            drop(set);
            return new Read.Incomplete(pieces.first, "after part " + pieces.number + " came part " + part.getNumber());
        }
        if (pieces.number < part.getParts()) {
            return new Read.Piece();
        }
        drop(set);
        if (pieces.filled < pieces.bytes.length
                || !DeadLetterParts.sha256(pieces.bytes).equals(set.digest)) {
            return new Read.Incomplete(pieces.first, "the parts are not what their digest says");
        }
        return new Read.Whole(wire.apply(pieces.bytes));
    }

    /** Sets that were given up, since the last call, to make room for newer ones. */
    public List<Read.Incomplete> evicted() {
        List<Read.Incomplete> since = List.copyOf(evicted);
        evicted.clear();
        return since;
    }

    /** Nothing more is read: gives up what is not complete, oldest first. */
    public List<Read.Incomplete> end() {
        List<Read.Incomplete> left = new ArrayList<>(evicted());
        open.values()
                .forEach(pieces ->
                        left.add(new Read.Incomplete(pieces.first, "the reading ended after part " + pieces.number)));
        open.clear();
        held = 0;
        return left;
    }

    private void makeRoom(long size) {
        while (held + size > mostBytes && !open.isEmpty()) {
            Map.Entry<Set, Pieces> oldest = open.entrySet().iterator().next();
            evicted.add(new Read.Incomplete(
                    oldest.getValue().first, "its other parts did not come before there was no more room"));
            drop(oldest.getKey());
        }
    }

    private void drop(Set set) {
        Pieces pieces = open.remove(set);
        if (pieces != null) {
            held -= pieces.bytes.length;
        }
    }
}
