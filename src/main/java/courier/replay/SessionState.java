package courier.replay;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How far a session has come. Immutable. */
public final class SessionState {

    private final SortedMap<Integer, Mark> marks;

    SessionState(Map<Integer, Mark> marks) {
        this.marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** A session that has dealt with nothing yet. */
    public static SessionState fresh(Bounds bounds, String decision) {
        SortedMap<Integer, Mark> marks = new TreeMap<>();
        bounds.spans()
                .forEach((partition, span) ->
                        marks.put(partition, new Mark(span.from(), span.to(), decision, Account.NONE)));
        return new SessionState(marks);
    }

    SortedMap<Integer, Mark> marks() {
        return marks;
    }

    /** What is left to be read. */
    public Bounds remaining() {
        SortedMap<Integer, Bounds.Span> spans = new TreeMap<>();
        marks.forEach((partition, mark) -> spans.put(partition, new Bounds.Span(mark.next(), mark.end())));
        return new Bounds(spans);
    }

    /** What it has come to. */
    public Account account() {
        return marks.values().stream().map(Mark::account).reduce(Account.NONE, Account::plus);
    }

    /** Whether it was begun with this {@link Decision}. */
    public boolean decided(String decision) {
        return marks.values().stream().allMatch(mark -> mark.decision().equals(decision));
    }

    /** Whether nothing is left. */
    public boolean isDone() {
        return marks.values().stream().allMatch(Mark::isDone);
    }

    /** With one more behind it. */
    public SessionState passed(Position position, Plan plan) {
        return with(
                position.partition(), marks.get(position.partition()), mark -> mark.passed(position.offset(), plan));
    }

    SessionState reached(int partition, long offset) {
        return with(partition, marks.get(partition), mark -> mark.reached(offset));
    }

    private SessionState with(int partition, @Nullable Mark mark, UnaryOperator<Mark> change) {
        if (mark == null) {
            throw new IllegalArgumentException("partition " + partition + " is not part of the session");
        }
        SortedMap<Integer, Mark> changed = new TreeMap<>(marks);
        changed.put(partition, change.apply(mark));
        return new SessionState(changed);
    }
}
