package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Asked.Undecodable;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.kombo.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run left behind, put together: each intent with its end, and the calls that were made for it. Immutable.
 *
 * <p>An intent is whatever must end exactly once: an identity, however often it was published with the same body; each
 * record that has the identity of another one and a different body, which is to be refused; each record that cannot be
 * decoded.
 */
public final class History {
    private static final String REUSED = "INTENT_ID_REUSED";
    private static final String BEYOND_MEMORY = "BEYOND_MEMORY";

    private final Events events;
    private final List<Post> posts;
    private final List<Row> rows;
    private final List<Ended> surplus;
    private final Map<Place, List<Row>> rowsByPlace = new LinkedHashMap<>();
    private final Map<Place, List<Post>> postsByPlace;

    /** Puts together what topics and the stand-in's journal hold. */
    public History(Events events, List<Post> posts) {
        this.events = events;
        this.posts = List.copyOf(posts);
        Matching matching = new Matching(events);
        rows = List.copyOf(matching.rows);
        surplus = List.copyOf(matching.unmatched);
        postsByPlace = posts.stream()
                .filter(post -> post.key() != null)
                .collect(Collectors.groupingBy(
                        post -> new Place(post.integration(), post.job(), String.valueOf(post.key())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (Row row : rows) {
            Place place = placeOf(row);
            if (place != null) {
                rowsByPlace.computeIfAbsent(place, _ -> new ArrayList<>()).add(row);
            }
        }
    }

    /** By what the journal knows an intent; several intents of one person for one job cannot be told apart. */
    record Place(String integration, String job, String key) {}

    /** One for each intent; those that cannot be decoded come last. */
    public List<Row> rows() {
        return rows;
    }

    /** All calls, those whose bodies were never read included, in the order of their arrival. */
    public List<Post> posts() {
        return posts;
    }

    /** The ends that belong to no intent, or are one too many. */
    public List<Ended> surplus() {
        return surplus;
    }

    List<Warned> warned() {
        return events.warned();
    }

    /** All final events, as they were read. */
    List<Ended> ended() {
        return events.ended();
    }

    Set<Place> postedPlaces() {
        return postsByPlace.keySet();
    }

    List<Row> rowsAt(Place place) {
        return rowsByPlace.getOrDefault(place, List.of());
    }

    /** The calls for a place whose bodies were read, in the order of their arrival. */
    List<Post> postsAt(Place place) {
        return postsByPlace.getOrDefault(place, List.of());
    }

    /** The calls that were made for an intent, or for another one that cannot be told from it. */
    public List<Post> postsOf(Row row) {
        Place place = placeOf(row);
        return place == null ? List.of() : postsAt(place);
    }

    /** Whether no other intent has the same place. */
    boolean isAlone(Row row) {
        Place place = placeOf(row);
        return place == null || rowsAt(place).size() == 1;
    }

    /** The different intents at a place; generations of one are the same application. */
    Set<String> intentsAt(Place place) {
        return rowsAt(place).stream()
                .filter(row -> row.asked() instanceof Intent)
                .map(row -> name(((Intent) row.asked()).identity()))
                .collect(Collectors.toSet());
    }

    /** An intent, whatever its generation. */
    static String name(Identity identity) {
        return identity.integration() + "/" + identity.intent();
    }

    private static @Nullable Place placeOf(Row row) {
        return row.asked() instanceof Intent intent && intent.key() != null
                ? new Place(intent.identity().integration(), intent.job(), intent.key())
                : null;
    }

    /** Finds each intent's end, and the ends that are one too many. */
    private static final class Matching {
        private final List<Row> rows = new ArrayList<>();
        private final List<Ended> unmatched;
        private final Map<Object, List<Ended>> ends;
        private final Map<Identity, List<String>> warnings;

        Matching(Events events) {
            warnings = events.warned().stream()
                    .collect(Collectors.groupingBy(
                            Warned::identity, Collectors.mapping(Warned::code, Collectors.toList())));
            ends = events.ended().stream()
                    .collect(Collectors.groupingBy(
                            Matching::whose, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
            ends.values().forEach(Matching::setQuestionsAside);
            Map<Identity, List<Intent>> byIdentity = new LinkedHashMap<>();
            List<Undecodable> undecodable = new ArrayList<>();
            for (Asked asked : events.asked()) {
                switch (asked) {
                    case Undecodable bytes -> undecodable.add(bytes);
                    case Intent intent ->
                        byIdentity
                                .computeIfAbsent(intent.identity(), _ -> new ArrayList<>())
                                .add(intent);
                }
            }
            byIdentity.forEach(this::match);
            undecodable.forEach(bytes -> rows.add(new Row(bytes, take(bytes.at()), List.of())));
            unmatched = ends.values().stream().flatMap(List::stream).toList();
        }

        /** A record that came again after its intent was forgotten is put before a person: no second end of it. */
        private static void setQuestionsAside(List<Ended> ends) {
            if (!ends.stream().allMatch(Matching::isQuestion)) {
                ends.removeIf(Matching::isQuestion);
            }
        }

        private static boolean isQuestion(Ended end) {
            return end instanceof DeadLetter letter && letter.code().equals(BEYOND_MEMORY);
        }

        private void match(Identity identity, List<Intent> intents) {
            Ended end = take(identity);
            Intent admitted = intents.stream()
                    .filter(intent -> end != null && intent.at().equals(end.source()))
                    .findFirst()
                    .orElse(intents.getFirst());
            rows.add(new Row(admitted, end, warnings.getOrDefault(identity, List.of())));
            intents.stream()
                    .filter(intent -> !intent.body().equals(admitted.body()))
                    .forEach(intent -> rows.add(new Row(intent, take(intent.at()), List.of())));
        }

        /** Takes the first; any others stay, and are one too many. */
        private @Nullable Ended take(Object whose) {
            List<Ended> candidates = ends.getOrDefault(whose, List.of());
            return candidates.isEmpty() ? null : candidates.removeFirst();
        }

        /** The identity; the place in the topic where that is all by which an end can be told from another. */
        private static Object whose(Ended end) {
            Identity identity = end.identity();
            boolean isReuse = end instanceof DeadLetter letter && letter.code().equals(REUSED);
            return identity == null || isReuse ? end.source() : identity;
        }
    }
}
