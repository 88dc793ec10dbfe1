package courier.cli;

import courier.config.LiveSettings;
import courier.config.Settings;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.ops.Time;
import courier.replay.KafkaLetterDesk;
import courier.replay.LetterDesk;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the commands call, so that they can be tried without a cluster.
 *
 * @param sources where settings come from, given the file of the command line
 * @param worker runs until it is stopped
 * @param topology the stream's description
 * @param topics creates or checks the topics
 * @param sink where intents are published
 * @param holds where holds are read and commanded
 * @param letters where dead letters are read and brought back
 * @param time what a command is dated by
 * @param input standard input
 */
public record Wiring(
        Function<@Nullable Path, Sources> sources,
        Function<LiveSettings, ExitCode> worker,
        Supplier<String> topology,
        BiFunction<Settings, TopicsAdmin.Missing, Preparation> topics,
        Function<Settings, IntentSink> sink,
        Function<Settings, HoldDesk> holds,
        Function<Settings, LetterDesk> letters,
        Time time,
        InputStream input) {

    /** This process's settings and input, and a real cluster. */
    public static Wiring ofProcess(Function<LiveSettings, ExitCode> worker, Supplier<String> topology) {
        return new Wiring(
                Sources::ofProcess,
                worker,
                topology,
                TopicsAdmin::prepare,
                KafkaIntentSink::open,
                KafkaHoldDesk::open,
                KafkaLetterDesk::open,
                Time.SYSTEM,
                System.in);
    }
}
