package courier;

import courier.cli.Cli;
import courier.cli.Wiring;
import courier.topology.CourierTopology;
import courier.topology.WorkerProcess;

/** The worker's main class. */
public final class Courier {
    private Courier() {}

    /** Runs a command and ends the process with the number of its {@link courier.ops.ExitCode}. */
    public static void main(String[] args) {
        Wiring wiring = Wiring.ofProcess(WorkerProcess::run, CourierTopology::describe);
        System.exit(Cli.create(wiring).execute(args));
    }
}
