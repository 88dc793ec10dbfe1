package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import java.time.Duration;
import java.util.List;

/**
 * An intent is in doubt only where nobody can know better: its call was not answered, or left the matter open; or a
 * worker was killed, frozen or cut off while the call was under way, or before it could be. So a worker that is stopped
 * in order leaves no doubt, and an outcome that had reached its topic is not lost.
 *
 * @param disruptions what happened to workers and brokers that may lose an outcome
 * @param delivery how long an outcome may be on its way to the topic after its answer
 */
public record DoubtsHaveReasons(List<Disruption> disruptions, Duration delivery) implements Guarantee {
    private static final int FIRST_UNCLEAR_STATUS = 500;

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
                        && !hasReason(history.postsOf(row), letter))
                .map(row -> new Offence(row.asked().toString(), what(row, history.postsOf(row))))
                .toList();
    }

    private boolean hasReason(List<Post> made, DeadLetter letter) {
        return made.isEmpty()
                ? disruptions.stream().anyMatch(disruption -> disruption.from() <= letter.millis())
                : made.stream().anyMatch(this::isUnclear);
    }

    private boolean isUnclear(Post post) {
        Long endedAt = post.endedAt();
        Integer status = post.status();
        if (endedAt == null || (post.fate() != Fate.ANSWERED && post.fate() != Fate.REFUSED)) {
            return true;
        }
        if (status != null && status >= FIRST_UNCLEAR_STATUS) {
            return true;
        }
        return disruptions.stream()
                .anyMatch(disruption -> disruption.from() <= endedAt + delivery.toMillis()
                        && disruption.to() >= post.arrivedAt());
    }

    private String what(Row row, List<Post> made) {
        return "A doubt without a reason, with " + made.size() + " calls made and " + row.warnings() + " as warnings";
    }
}
