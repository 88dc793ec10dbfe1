package courier.sandbox.account;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.History.Place;
import java.util.List;

/**
 * Once all that was asked at a place has ended, no call is made for it: neither after an outcome that is known, nor by
 * a worker that comes back to a call which others have given up as in doubt.
 *
 * <p>An end's time is the ledger's, a call's that of the stand-in. They are clocks of one machine.
 */
public final class NoCallAfterTheEnd implements Guarantee {

    @Override
    public String name() {
        return "no call begins after its intent's end";
    }

    @Override
    public List<Offence> offences(History history) {
        return history.postedPlaces().stream()
                .flatMap(place -> history.postsAt(place).stream()
                        .filter(post -> post.arrivedAt() > lastEnd(history, place))
                        .map(post -> new Offence(
                                place.toString(),
                                "A call (number " + post.sequence() + ") that began "
                                        + (post.arrivedAt() - lastEnd(history, place)) + " ms after the end")))
                .toList();
    }

    private static long lastEnd(History history, Place place) {
        List<Row> rows = history.rowsAt(place);
        boolean open = rows.isEmpty() || rows.stream().anyMatch(row -> row.ended() == null);
        return open
                ? Long.MAX_VALUE
                : rows.stream().mapToLong(NoCallAfterTheEnd::millis).max().orElse(Long.MAX_VALUE);
    }

    private static long millis(Row row) {
        Ended end = row.ended();
        return end == null ? Long.MAX_VALUE : end.millis();
    }
}
