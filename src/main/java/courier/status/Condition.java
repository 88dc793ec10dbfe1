package courier.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an integration does, in a word; the worse, the earlier it stands here. */
enum Condition {
    /** Nothing but a probe is called. */
    HELD("held", true),
    /** Of what ended lately, at least half ended as dead letters: see {@link Trail}. */
    FAILING("failing", true),
    /** Something has been open for longer than {@link #LATE}. */
    LATE_OPEN("late", true),
    /** Nothing is called for a limit's sake. */
    PAUSED("paused", false),
    /** All that is open waits for its next attempt. */
    RETRYING("retrying", false),
    /** It is worked on. */
    WORKING("working", false),
    /** Nothing is open. */
    IDLE("idle", false);

    /** What has been open for less is nothing to speak of. */
    static final Duration LATE = Duration.ofMinutes(10);

    private final String text;
    private final boolean trouble;

    Condition(String text, boolean trouble) {
        this.text = text;
        this.trouble = trouble;
    }

    /** The word. */
    String text() {
        return text;
    }

    /** Whether a person should look at it. */
    boolean trouble() {
        return trouble;
    }

    /**
     * What is known of an integration.
     *
     * @param dueMillis when the next queued one may be called; null if none is queued
     * @param oldestMillis when the oldest open one was admitted; null if none is open
     */
    record Signs(
            boolean held,
            boolean failing,
            long queued,
            long dispatched,
            boolean paused,
            @Nullable Long dueMillis,
            @Nullable Long oldestMillis) {}

    static Condition of(Signs signs, long now) {
        if (signs.held()) {
            return HELD;
        }
        if (signs.failing()) {
            return FAILING;
        }
        if (signs.oldestMillis() != null && now - signs.oldestMillis() > LATE.toMillis()) {
            return LATE_OPEN;
        }
        if (signs.queued() + signs.dispatched() == 0) {
            return IDLE;
        }
        if (signs.queued() > 0 && signs.paused()) {
            return PAUSED;
        }
        return signs.dispatched() == 0 && signs.dueMillis() != null && signs.dueMillis() > now ? RETRYING : WORKING;
    }
}
