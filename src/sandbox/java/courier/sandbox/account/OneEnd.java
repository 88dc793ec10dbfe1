package courier.sandbox.account;

import java.util.List;
import java.util.stream.Stream;

/** Every intent has exactly one success or dead letter, and there is none besides. */
public final class OneEnd implements Guarantee {

    @Override
    public String name() {
        return "every intent has exactly one end";
    }

    @Override
    public List<Offence> offences(History history) {
        Stream<Offence> none = history.rows().stream()
                .filter(row -> row.ended() == null)
                .map(row -> new Offence(row.asked().toString(), "An intent without an end"));
        Stream<Offence> more = history.surplus().stream()
                .map(end -> new Offence(named(end), "An end that belongs to no intent, or is one too many"));
        return Stream.concat(more, none).toList();
    }

    private static String named(Ended end) {
        return end.getClass().getSimpleName() + " of " + (end.identity() == null ? end.source() : end.identity())
                + " at " + end.at();
    }
}
