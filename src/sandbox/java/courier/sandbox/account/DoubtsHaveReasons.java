package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import java.time.Duration;
import java.util.List;

/**
 * An intent is in doubt without a report of its call only if the call was cut off, or a worker was killed, frozen or
 * cut off while it was under way, or before it could be. So a worker that is stopped in order leaves no doubt, and an
 * outcome that had reached its topic is not lost.
 *
 * @param disruptions what happened to workers and brokers that may lose an outcome
 * @param delivery how long an outcome may be on its way to the topic after its answer
 */
public record DoubtsHaveReasons(List<Disruption> disruptions, Duration delivery) implements Guarantee {
    public DoubtsHaveReasons {
        disruptions = List.copyOf(disruptions);
    }

    /**
     * A time in which something was wrong, in milliseconds since the epoch.
     *
     * @param to as {@code from} for what happens at once
     */
    public record Disruption(long from, long to) {}

    @Override
    public String name() {
        return "no intent is in doubt without a reason";
    }

    @Override
    public List<Offence> offences(History history) {
        return history.rows().stream()
                .filter(row -> row.ended() instanceof DeadLetter letter
                        && letter.inDoubt()
                        && !hasReason(before(letter, history.postsOf(row)), letter))
                .map(row -> new Offence(row.asked().toString(), what(row, history.postsOf(row))))
                .toList();
    }

    /** Without the calls of a replay. */
    private static List<Post> before(DeadLetter letter, List<Post> made) {
        return made.stream().filter(post -> post.arrivedAt() <= letter.millis()).toList();
    }

    private boolean hasReason(List<Post> made, DeadLetter letter) {
        // a worker that was there to tell of the attempt has judged its answer: that is the verdicts' business
        if (letter.reported()) {
            return true;
        }
        if (made.isEmpty()) {
            Long dispatchedAt = letter.dispatchedAt();
            return brokenBetween(dispatchedAt == null ? Long.MIN_VALUE : dispatchedAt, letter.millis());
        }
        Post last = made.getLast();
        Long endedAt = last.endedAt();
        if (last.fate() == Fate.REFUSED && !last.created()) {
            // that one is no reason, but the attempt after it may have been under way
            return brokenBetween(begun(letter, last), letter.millis());
        }
        return endedAt == null
                || last.fate() != Fate.ANSWERED
                || brokenBetween(begun(letter, last), endedAt + delivery.toMillis());
    }

    /**
     * What a worker has written arrives also after its death: its kernel still sends it, and the reader may be busy.
     */
    private static long begun(DeadLetter letter, Post last) {
        Long dispatchedAt = letter.dispatchedAt();
        return dispatchedAt == null ? last.arrivedAt() : Math.min(dispatchedAt, last.arrivedAt());
    }

    private boolean brokenBetween(long from, long to) {
        return disruptions.stream().anyMatch(disruption -> disruption.from() <= to && disruption.to() >= from);
    }

    private static String what(Row row, List<Post> made) {
        return "A doubt without a reason, with " + made.size() + " calls made and " + row.warnings() + " as warnings";
    }
}
