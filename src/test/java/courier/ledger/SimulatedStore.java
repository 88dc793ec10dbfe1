package courier.ledger;

import courier.intent.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a {@link World} and what is told of them, in transactions that are committed or not. */
final class SimulatedStore {

    private final Promises promises;
    private final Map<Identity, Entry> committed = new HashMap<>();
    private final Map<Identity, Entry> staged = new HashMap<>();
    private final List<Runnable> stagedNews = new ArrayList<>();

    SimulatedStore(Promises promises) {
        this.promises = promises;
    }

    Entry find(Identity identity) {
        Entry entry = staged.get(identity);
        return entry != null ? entry : committed.getOrDefault(identity, Entry.ABSENT);
    }

    @Nullable
    Entry committed(Identity identity) {
        return committed.get(identity);
    }

    /** Whatever the ledger decided becomes true, and known, together. */
    void stage(Identity identity, Entry before, Decision decision) {
        staged.put(identity, decision.next());
        if (before instanceof Entry.Open
                && decision.next() instanceof Entry.Open open
                && open.phase() instanceof Entry.Queued
                && !open.equals(before)) {
            promises.cameBack(identity, open);
        }
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Succeed _, Effect.DeadLetter _ ->
                    stagedNews.add(() -> promises.ended(new Promises.End(identity, effect)));
                case Effect.Warn(var notice, var _) -> stagedNews.add(() -> promises.warned(identity, notice.code()));
                case Effect.Count(Effect.Tally tally)
                when tally == Effect.Tally.DOUBTED ->
                    stagedNews.add(() -> promises.doubted(identity, dispatched(before)));
                default -> {
                    // what the world does about it at once is the world's
                }
            }
        }
    }

    private static String dispatched(Entry entry) {
        if (entry instanceof Entry.Open open && open.phase() instanceof Entry.Dispatched(Entry.Mark mark)) {
            return mark.nonce();
        }
        throw new AssertionError("a doubt of what was not dispatched: " + entry);
    }

    void commit() {
        committed.putAll(staged);
        staged.clear();
        List<Runnable> news = List.copyOf(stagedNews);
        stagedNews.clear();
        news.forEach(Runnable::run);
    }

    void abort() {
        staged.clear();
        stagedNews.clear();
    }
}
