package courier.sandbox.account;

import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Asked.Undecodable;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.kombo.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of every intent of a run, and which promises it broke.
 *
 * <p>An intent is whatever must end exactly once: an identity, however often it was published with the same body; each
 * record that has the identity of another one and a different body, which is to be refused; each record that cannot be
 * decoded.
 *
 * @param rows one for each intent; those that cannot be decoded come last
 * @param broken the promises that were broken, one sentence each; empty for a good run in which nothing is open
 */
public record Account(List<Row> rows, int warnings, long postedTwice, List<String> broken) {
    private static final String REUSED = "INTENT_ID_REUSED";

    public Account {
        rows = List.copyOf(rows);
        broken = List.copyOf(broken);
    }

    /**
     * An intent and its end.
     *
     * @param asked the record that counts: of several with one identity the one that its end names
     * @param ended null while it is open
     * @param warnings the codes of the warnings about it
     */
    public record Row(Asked asked, @Nullable Ended ended, List<String> warnings) {
        public Row {
            warnings = List.copyOf(warnings);
        }
    }

    /** Draws up the account of a run from what its topics and the stand-in's journal hold. */
    public static Account of(Events events, List<Post> posts) {
        Matching matching = new Matching(events);
        List<Row> rows = matching.rows();
        List<String> broken = new ArrayList<>(matching.broken());
        Calls calls = new Calls(events, rows, posts);
        broken.addAll(calls.broken());
        return new Account(rows, events.warned().size(), calls.postedTwice(), broken);
    }

    public long successes() {
        return rows.stream().filter(row -> row.ended() instanceof Ended.Success).count();
    }

    public long deadLetters() {
        return rows.stream().filter(row -> row.ended() instanceof DeadLetter).count();
    }

    /** Intents without an end. */
    public long open() {
        return rows.stream().filter(row -> row.ended() == null).count();
    }

    /** The account in one line. */
    public String summary() {
        return "intents=%d successes=%d warnings=%d dead-letters=%d open=%d posted-twice=%d"
                .formatted(rows.size(), successes(), warnings, deadLetters(), open(), postedTwice);
    }

    /** Finds each intent's end, and the ends that are one too many. */
    private static final class Matching {
        private final List<Row> rows = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final List<Ended> unmatched;
        private final Map<Identity, List<String>> warnings;

        Matching(Events events) {
            warnings = events.warned().stream()
                    .collect(Collectors.groupingBy(
                            Warned::identity, Collectors.mapping(Warned::code, Collectors.toList())));
            unmatched = new ArrayList<>(events.ended());
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
            undecodable.forEach(bytes -> rows.add(new Row(bytes, only(endsAt(bytes.at())), List.of())));
            unmatched.forEach(end -> broken.add("An end that belongs to no intent, or is one too many: " + named(end)));
            events.warned().stream()
                    .filter(warned -> !byIdentity.containsKey(warned.identity()))
                    .forEach(warned -> broken.add(
                            "A warning " + warned.code() + " that belongs to no intent: " + warned.identity()));
            rows.stream()
                    .filter(row -> row.ended() == null)
                    .forEach(row -> broken.add("An intent without an end: " + row.asked()));
        }

        List<Row> rows() {
            return rows;
        }

        List<String> broken() {
            return broken;
        }

        private void match(Identity identity, List<Intent> intents) {
            Ended end = only(unmatched.stream()
                    .filter(candidate -> identity.equals(candidate.identity()) && !isReuse(candidate))
                    .toList());
            Intent admitted = intents.stream()
                    .filter(intent -> end != null && intent.at().equals(end.source()))
                    .findFirst()
                    .orElse(intents.getFirst());
            rows.add(new Row(admitted, end, warnings.getOrDefault(identity, List.of())));
            intents.stream()
                    .filter(intent -> !intent.body().equals(admitted.body()))
                    .forEach(intent -> rows.add(new Row(
                            intent,
                            only(endsAt(intent.at()).stream()
                                    .filter(Matching::isReuse)
                                    .toList()),
                            List.of())));
        }

        /** Takes the first; any others stay unmatched, and are one too many. */
        private @Nullable Ended only(List<Ended> ends) {
            if (ends.isEmpty()) {
                return null;
            }
            unmatched.remove(ends.getFirst());
            return ends.getFirst();
        }

        private List<Ended> endsAt(Position source) {
            return unmatched.stream().filter(end -> end.source().equals(source)).toList();
        }

        private static boolean isReuse(Ended end) {
            return end instanceof DeadLetter letter && letter.code().equals(REUSED);
        }

        private static String named(Ended end) {
            return end.getClass().getSimpleName() + " of " + (end.identity() == null ? end.source() : end.identity())
                    + " at " + end.at();
        }
    }
}
