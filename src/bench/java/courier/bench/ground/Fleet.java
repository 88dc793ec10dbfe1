package courier.bench.ground;

import courier.sandbox.part.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several processes of one application, each with a folder of its own. The first is the site's; it stays. Used by one
 * thread.
 */
public final class Fleet implements Contender, AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Contender one;
    private final List<ChildProcess> others = new ArrayList<>();
    private @Nullable Place place;

    /** A fleet of these. */
    public Fleet(Contender one) {
        this.one = one;
    }

    @Override
    public String text() {
        return one.text();
    }

    @Override
    public ChildProcess start(Place at) {
        place = at;
        return one.start(at);
    }

    /** Starts one more, and returns at once. */
    public void add() {
        Place first = place;
        if (first == null) {
            throw new IllegalStateException("the site has not started the first");
        }
        others.add(one.start(first.beside(first.name() + "-" + (others.size() + 2))));
    }

    /** Stops the one that was added last, as an operator would. */
    public void remove() {
        ChildProcess last = others.removeLast();
        int exit = last.stop(STOP_LIMIT);
        if (exit != 0) {
            throw new IllegalStateException(
                    one.text() + " did not end well but with " + exit + ". Its log ends:\n" + last.lastLines());
        }
    }

    /** The processor time that those have used that were added, in the order of their adding. */
    public List<Duration> cpu() {
        return others.stream().map(process -> Cpu.of(process.handle())).toList();
    }

    @Override
    public void close() {
        others.forEach(ChildProcess::kill);
    }
}
