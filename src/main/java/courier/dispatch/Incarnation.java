package courier.dispatch;

import java.util.Set;

/**
 * Which life of which worker this is.
 *
 * @param id of this process
 * @param own ids of the processes that held this worker's state directory before, and of this one: they are dead but
 *     for this one, as the directory is locked
 */
public record Incarnation(String id, Set<String> own) {

    public Incarnation {
        own = Set.copyOf(own);
    }

    /** Whether an incarnation was this worker's. */
    public boolean isOurs(String incarnation) {
        return own.contains(incarnation);
    }
}
