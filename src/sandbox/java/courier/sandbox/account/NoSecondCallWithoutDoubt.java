package courier.sandbox.account;

import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.History.Place;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.Post.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * After a call that may have created an application, none follows for the same intent, unless a record says before that
 * the intent is in doubt. Calls that were refused with nothing created may be made again.
 *
 * @param announced whether the warning {@code POSSIBLE_DUPLICATE} is such a record, whenever it was given: where doubts
 *     are resubmitted it is the only one. Where they are parked it excuses nothing, as what it tells of is the breach.
 */
public record NoSecondCallWithoutDoubt(boolean announced) implements Guarantee {
    private static final String POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE";

    @Override
    public String name() {
        return "no second call without a doubt on record before it";
    }

    @Override
    public List<Offence> offences(History history) {
        Map<String, List<Long>> doubts = doubts(history, announced);
        return history.postedPlaces().stream()
                .flatMap(place -> offences(history, place, doubts).stream())
                .toList();
    }

    /** How many intents had more than one application created without a doubt that would excuse it. */
    static long createdTwice(History history) {
        Map<String, List<Long>> doubts = doubts(history, true);
        return history.postedPlaces().stream()
                .filter(place -> {
                    long created = history.postsAt(place).stream()
                            .filter(Post::created)
                            .count();
                    return created > allowed(history, place, doubts, Long.MAX_VALUE);
                })
                .count();
    }

    private static List<Offence> offences(History history, Place place, Map<String, List<Long>> doubts) {
        List<Offence> offences = new ArrayList<>();
        List<Post> earlier = new ArrayList<>();
        for (Post post : history.postsAt(place)) {
            long effective = earlier.stream()
                    .filter(before -> mayHaveCreated(before) || isServedAt(before, post.arrivedAt()))
                    .count();
            if (effective >= allowed(history, place, doubts, post.arrivedAt())) {
                boolean created = post.created() && earlier.stream().anyMatch(Post::created);
                offences.add(new Offence(
                        place.toString(),
                        (created ? "Several applications were created" : "A call after one that may have succeeded")
                                + " (calls "
                                + earlier.stream().map(Post::sequence).toList() + ", then " + post.sequence() + ")"));
            }
            earlier.add(post);
        }
        return offences;
    }

    private static long allowed(History history, Place place, Map<String, List<Long>> doubts, long before) {
        long excused = history.intentsAt(place).stream()
                .flatMap(intent -> doubts.getOrDefault(intent, List.of()).stream())
                .filter(millis -> millis <= before)
                .count();
        return Math.max(1, history.intentsAt(place).size()) + excused;
    }

    private static boolean mayHaveCreated(Post post) {
        return post.created() || post.fate() != Fate.REFUSED;
    }

    private static boolean isServedAt(Post post, long millis) {
        return post.endedAt() == null || post.endedAt() > millis;
    }

    /** When each intent was said to be in doubt; a duplicate that was announced may count, whenever that was. */
    private static Map<String, List<Long>> doubts(History history, boolean announced) {
        Map<String, List<Long>> doubts = new HashMap<>();
        history.ended().forEach(end -> {
            if (end instanceof DeadLetter letter && letter.inDoubt() && letter.identity() != null) {
                add(doubts, letter.identity(), letter.millis());
            }
        });
        history.warned().stream()
                .filter(warned -> announced && warned.code().equals(POSSIBLE_DUPLICATE))
                .forEach(warned -> add(doubts, warned.identity(), Long.MIN_VALUE));
        return doubts;
    }

    private static void add(Map<String, List<Long>> doubts, Identity identity, long millis) {
        doubts.computeIfAbsent(History.name(identity), _ -> new ArrayList<>()).add(millis);
    }
}
