package courier.replay;

import courier.replay.Found.Letter;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts dead letters by traits. What it keeps is bounded by a number of groups: dead letters of further groups are
 * counted together. Used by one thread.
 */
public final class Groups {

    private static final Comparator<Group> ORDER = Comparator.comparingLong(Group::count)
            .reversed()
            .thenComparing(group -> String.join("\u0000", group.values()));

    private final List<Trait> traits;
    private final int most;
    private final Map<List<String>, Group> groups = new HashMap<>();
    private long letters;
    private long uncounted;

    /**
     * A group.
     *
     * @param values one for each trait
     * @param first when the first of its dead letters ended
     */
    public record Group(List<String> values, long count, long inDoubt, Instant first, Instant last) {

        Group and(Group other) {
            return new Group(
                    values,
                    count + other.count,
                    inDoubt + other.inDoubt,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    /** Counts by these traits, and keeps at most so many groups. */
    public Groups(List<Trait> traits, int most) {
        this.traits = List.copyOf(traits);
        this.most = most;
    }

    /** Counts one. */
    public void add(Letter letter) {
        letters++;
        List<String> values = traits.stream().map(trait -> trait.of(letter)).toList();
        if (groups.size() >= most && !groups.containsKey(values)) {
            uncounted++;
            return;
        }
        Instant at = letter.content().getDeadLetteredAt();
        Group one = new Group(values, 1, letter.content().getInDoubt() ? 1 : 0, at, at);
        groups.merge(values, one, Group::and);
    }

    /** The largest groups. */
    public List<Group> largest(int top) {
        return groups.values().stream().sorted(ORDER).limit(top).toList();
    }

    public List<Trait> traits() {
        return traits;
    }

    /** How many groups are kept. */
    public int size() {
        return groups.size();
    }

    /** How many dead letters were counted. */
    public long letters() {
        return letters;
    }

    /** How many of them belong to groups that are not kept. */
    public long uncounted() {
        return uncounted;
    }
}
