package courier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Signals and limits that Java cannot give to another process. */
public final class Signals {

    private Signals() {}

    /** Freezes a process: it does not run, and does not know it. */
    public static void freeze(ProcessHandle process) {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    /** Thaws it. */
    public static void thaw(ProcessHandle process) {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    /** From now on the process can write nothing to its files, as on a full disk; pipes and sockets still work. */
    public static void fillDisk(ProcessHandle process) {
        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=0:");
    }

    private static void run(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        try {
            int code = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(words + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
