package courier.cli;

import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import courier.replay.LetterDesk;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;

/** Opens the desk for a command on dead letters, and tells what keeps it shut. */
final class LetterDesks {

    private LetterDesks() {}

    static int at(
            Wiring wiring, SettingsOption settings, PrintWriter err, BiFunction<Settings, LetterDesk, ExitCode> work) {
        Cli.silenceKafka();
        return settings.with(wiring, Purpose.TOPICS, err, loaded -> at(wiring, loaded, err, work));
    }

    private static ExitCode at(
            Wiring wiring, Settings loaded, PrintWriter err, BiFunction<Settings, LetterDesk, ExitCode> work) {
        try (LetterDesk desk = wiring.letters().apply(loaded)) {
            return work.apply(loaded, desk);
        } catch (KafkaException e) {
            err.println("Stopped: " + KafkaTrouble.reason(e));
            return KafkaTrouble.code(e);
        }
    }
}
