package courier.bench.ground;

import java.io.PrintStream;
import java.time.Duration;

/** Says how far a run is, for whoever waits in front of it. Used by one thread. */
public final class Progress {
    private final PrintStream out;
    private final long since = System.nanoTime();

    /** Says it there, each line with the time since this was made. */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Says one thing. */
    public void say(String what) {
        out.println("%5d s  %s"
                .formatted(Duration.ofNanos(System.nanoTime() - since).toSeconds(), what));
    }
}
