package courier.sandbox.account;

import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.kombo.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of every intent of a run, and which promises it broke.
 *
 * @param rows one for each intent; those that cannot be decoded come last
 * @param broken the promises that were broken, one sentence each; empty for a good run in which nothing is open
 */
public record Account(List<Row> rows, int warnings, long postedTwice, List<String> broken) {

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
        return of(new History(events, posts));
    }

    /** Draws up the account of a run. */
    public static Account of(History history) {
        List<String> broken = Guarantees.ALWAYS.stream()
                .flatMap(guarantee -> guarantee.offences(history).stream())
                .map(Guarantee.Offence::toString)
                .toList();
        return new Account(
                history.rows(), history.warned().size(), NoSecondCallWithoutDoubt.createdTwice(history), broken);
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
}
