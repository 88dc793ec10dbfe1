package courier.topology;

import courier.config.LiveSettings;
import courier.config.LiveSettings.Look;
import courier.config.Loading.Problem;
import courier.ops.FailureLog;
import courier.ops.LogKey;
import courier.ops.Place;
import courier.ops.Time;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the settings' file again and again, by its content, as a file that is mounted is exchanged without its time
 * or its name telling so; says in the log what came of a change.
 *
 * <p>Threads: it looks on a thread of its own.
 */
final class SettingsWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
    private static final FailureLog FAILURES = FailureLog.of(SettingsWatch.class);

    private final LiveSettings live;
    private final Time time;
    private final Thread thread;
    private volatile boolean closed;

    /** Not looking yet. */
    SettingsWatch(LiveSettings live, Time time) {
        this.live = live;
        this.time = time;
        this.thread = Thread.ofVirtual().name("settings-watch").unstarted(this::watch);
    }

    /** Begins to look, unless there is no file or nobody wants it looked at. */
    SettingsWatch start() {
        if (live.interval().isPositive()) {
            thread.start();
        }
        return this;
    }

    private void watch() {
        while (!closed) {
            time.sleep(live.interval());
            try {
                look();
            } catch (RuntimeException e) {
                FAILURES.error(
                        "The watch over the settings' file broke in Courier itself",
                        Map.of(LogKey.REASON, e.getClass().getName(), LogKey.PLACE, Place.of(e)),
                        Map.of());
            }
        }
    }

    void look() {
        switch (live.look(time.wallMillis())) {
            case Look.Nothing _ -> {
                // as it was
            }
            case Look.Taken(LiveSettings.InForce now) ->
                LOG.atInfo()
                        .addKeyValue(LogKey.DIGEST.text(), now.digest())
                        .log("The settings of integrations were read again and are in force");
            case Look.Invalid(List<Problem> problems) ->
                LOG.atError()
                        .addKeyValue(LogKey.COUNT.text(), problems.size())
                        .addKeyValue(
                                LogKey.REASON.text(),
                                problems.stream().map(Problem::text).collect(Collectors.joining(" | ")))
                        .log("The changed settings have mistakes; those before stay in force");
            case Look.Fixed(List<String> keys) ->
                LOG.atError()
                        .addKeyValue(LogKey.REASON.text(), String.join(", ", keys))
                        .log("Changed settings take a restart of the worker; those before stay in force, all of them");
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
