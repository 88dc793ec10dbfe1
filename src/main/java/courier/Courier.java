package courier;

import courier.cli.Cli;
import courier.cli.Wiring;

/** The worker's main class. */
public final class Courier {
    private Courier() {}

    /** Runs a command and ends the process with the number of its {@link courier.ops.ExitCode}. */
    public static void main(String[] args) {
        Wiring wiring = Wiring.ofProcess(
                _ -> {
                    throw new UnsupportedOperationException("the worker is not part of this build");
                },
                () -> {
                    throw new UnsupportedOperationException("the topology is not part of this build");
                });
        System.exit(Cli.create(wiring).execute(args));
    }
}
