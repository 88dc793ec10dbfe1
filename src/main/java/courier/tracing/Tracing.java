package courier.tracing;

import courier.config.Settings;
import courier.ops.Meters;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector of the stages of intents. What is told of a stage is a span of its own, made when the stage is
 * over: nothing of an intent is kept in memory.
 *
 * <p>Never throws, never blocks, and decides nothing: what cannot be told is counted and lost.
 *
 * <p>Safe for use by many threads.
 */
public interface Tracing extends AutoCloseable {

    /** Tells nothing, and passes contexts on. */
    Tracing OFF = new Off();

    /** Whether anything is told at all; asked before work is done for it alone. */
    boolean isOn();

    /** Tells of a stage. */
    void tell(Traced of, Stage stage);

    /** Tells of an end or a warning; returns the context for its records, null for none. */
    @Nullable
    TraceContext tellEnd(Traced of, Stage.Outcome outcome);

    /** Brings what is left to the collector, for so long as its timeout; afterwards nothing is told. */
    @Override
    void close();

    /**
     * Tracing by the settings.
     *
     * @param instance the worker's name among those of the application
     */
    static Tracing of(Settings settings, String instance, Meters meters) {
        URI endpoint = settings.tracing().endpoint();
        return endpoint == null ? OFF : Spans.to(endpoint, settings, instance, meters);
    }

    /** See {@link #OFF}. */
    final class Off implements Tracing {

        private Off() {}

        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void tell(Traced of, Stage stage) {}

        @Override
        public @Nullable TraceContext tellEnd(Traced of, Stage.Outcome outcome) {
            return of.context();
        }

        @Override
        public void close() {}
    }
}
