package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.account.History.Place;
import courier.sandbox.kombo.Post;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the final events say is what the stand-in did. */
public final class JournalAgrees implements Guarantee {
    private static final Set<String> BEFORE_ANY_CALL = Set.of("decode", "admission");

    @Override
    public String name() {
        return "the journal and the topics agree";
    }

    @Override
    public List<Offence> offences(History history) {
        return Stream.concat(
                        history.rows().stream().flatMap(row -> ofRow(history, row)),
                        history.postedPlaces().stream().flatMap(place -> ofPlace(history, place)))
                .toList();
    }

    private static Stream<Offence> ofRow(History history, Row row) {
        List<Post> made = history.postsOf(row);
        return switch (row.ended()) {
            case null -> Stream.empty();
            case Success success -> ofSuccess(success, made);
            case DeadLetter letter ->
                BEFORE_ANY_CALL.contains(letter.stage()) && history.isAlone(row) && !made.isEmpty()
                        ? Stream.of(new Offence(row.asked().toString(), "A call for an intent that was not let in"))
                        : Stream.empty();
        };
    }

    private static Stream<Offence> ofSuccess(Success success, List<Post> made) {
        String intent = success.identity().toString();
        if (made.isEmpty()) {
            return Stream.of(new Offence(intent, "A success without a call"));
        }
        return isNamed(success.applicationId(), made)
                ? Stream.empty()
                : Stream.of(new Offence(intent, "A success that names an application which was not created for it"));
    }

    private static boolean isNamed(@Nullable String id, List<Post> made) {
        return id == null || made.stream().anyMatch(post -> id.equals(post.applicationId()));
    }

    /** What was created must be known to the outside, as a success or at least as a doubt. */
    private static Stream<Offence> ofPlace(History history, Place place) {
        List<Row> intents = history.rowsAt(place);
        if (intents.isEmpty()) {
            return Stream.of(new Offence(place.toString(), "A call for which there is no intent"));
        }
        boolean known = intents.stream().anyMatch(row -> switch (row.ended()) {
            case null -> true;
            case Success _ -> true;
            case DeadLetter letter -> letter.inDoubt();
        });
        return !known && history.postsAt(place).stream().anyMatch(Post::created)
                ? Stream.of(
                        new Offence(place.toString(), "An application was created, but all ends say that it was not"))
                : Stream.empty();
    }
}
