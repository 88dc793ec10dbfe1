package courier.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger's function decided.
 *
 * @param next the entry from now on
 * @param effects what else is to be done, in this order
 */
public record Decision(Entry next, List<Effect> effects) {

    public Decision {
        effects = List.copyOf(effects);
    }

    static Decision of(Entry next, Effect... effects) {
        return new Decision(next, List.of(effects));
    }

    Decision and(Effect... more) {
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(List.of(more));
        return new Decision(next, all);
    }

    static Decision stale(Entry entry) {
        return of(entry, new Effect.Count(Effect.Tally.STALE));
    }
}
