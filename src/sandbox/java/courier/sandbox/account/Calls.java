package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.kombo.Post;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the ends of intents against the calls that were made for them. */
final class Calls {
    private static final Set<String> BEFORE_ANY_CALL = Set.of("decode", "admission");
    private static final String POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE";

    private final List<String> broken = new ArrayList<>();
    private final Map<Place, List<Post>> posts;
    private final Map<Place, List<Row>> rows = new LinkedHashMap<>();
    private final Set<String> doubted = new HashSet<>();
    private final long postedTwice;

    /** By what the journal knows an intent; several intents of one person for one job cannot be told apart. */
    private record Place(String integration, String job, String key) {}

    Calls(Events events, List<Row> allRows, List<Post> allPosts) {
        posts = allPosts.stream()
                .filter(post -> post.key() != null)
                .collect(Collectors.groupingBy(
                        post -> new Place(post.integration(), post.job(), String.valueOf(post.key())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        allRows.forEach(this::place);
        noteDoubts(events);
        List<Place> twice = posts.entrySet().stream()
                .filter(this::createdTooOften)
                .map(Map.Entry::getKey)
                .toList();
        twice.forEach(place -> broken.add("Several applications were created for " + place));
        postedTwice = twice.size();
        allRows.forEach(this::check);
        posts.forEach(this::check);
    }

    List<String> broken() {
        return broken;
    }

    /** How many intents had more than one application created without a doubt that would excuse it. */
    long postedTwice() {
        return postedTwice;
    }

    private void place(Row row) {
        Place place = placeOf(row);
        if (place != null) {
            rows.computeIfAbsent(place, _ -> new ArrayList<>()).add(row);
        }
    }

    private void noteDoubts(Events events) {
        events.ended().forEach(end -> {
            if (end instanceof DeadLetter letter && letter.inDoubt() && letter.identity() != null) {
                doubted.add(name(letter.identity()));
            }
        });
        events.warned().stream()
                .filter(warned -> warned.code().equals(POSSIBLE_DUPLICATE))
                .forEach(warned -> doubted.add(name(warned.identity())));
    }

    private boolean createdTooOften(Map.Entry<Place, List<Post>> entry) {
        long created = entry.getValue().stream().filter(Post::created).count();
        Set<String> intents = rows.getOrDefault(entry.getKey(), List.of()).stream()
                .filter(row -> row.asked() instanceof Intent)
                .map(row -> name(((Intent) row.asked()).identity()))
                .collect(Collectors.toSet());
        return created > Math.max(1, intents.size()) && intents.stream().noneMatch(doubted::contains);
    }

    private void check(Row row) {
        List<Post> made = posts.getOrDefault(placeOf(row), List.of());
        switch (row.ended()) {
            case null -> {}
            case Success success -> {
                String id = success.applicationId();
                if (id != null && made.stream().noneMatch(post -> id.equals(post.applicationId()))) {
                    broken.add(
                            "A success that names an application which was not created for it: " + success.identity());
                }
                if (made.isEmpty()) {
                    broken.add("A success without a call: " + success.identity());
                }
            }
            case DeadLetter letter -> {
                if (BEFORE_ANY_CALL.contains(letter.stage()) && alone(row) && !made.isEmpty()) {
                    broken.add("A call for an intent that was not let in: " + row.asked());
                }
            }
        }
    }

    /** What was created must be known to the outside, as a success or at least as a doubt. */
    private void check(Place place, List<Post> made) {
        List<Row> intents = rows.getOrDefault(place, List.of());
        if (intents.isEmpty()) {
            broken.add("A call for which there is no intent: " + place);
            return;
        }
        long known = intents.stream()
                .filter(row -> row.ended() instanceof Success
                        || row.ended() == null
                        || (row.ended() instanceof DeadLetter letter && letter.inDoubt()))
                .count();
        if (known == 0 && made.stream().anyMatch(Post::created)) {
            broken.add("An application was created, but all ends say that it was not: " + place);
        }
    }

    private boolean alone(Row row) {
        Place place = placeOf(row);
        return place == null || rows.getOrDefault(place, List.of()).size() == 1;
    }

    private static @Nullable Place placeOf(Row row) {
        return row.asked() instanceof Intent intent && intent.key() != null
                ? new Place(intent.identity().integration(), intent.job(), intent.key())
                : null;
    }

    /** The intent, whatever its generation: a replay is the same application. */
    private static String name(Identity identity) {
        return identity.integration() + "/" + identity.intent();
    }
}
