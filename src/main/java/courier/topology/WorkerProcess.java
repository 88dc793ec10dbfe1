package courier.topology;

import courier.config.LiveSettings;
import courier.ops.ExitCode;
import courier.ops.FailureLog;
import courier.ops.Time;
import courier.ops.Uncaught;
import courier.status.ServerBounds;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;

/**
 * A worker that is this process: SIGTERM and SIGINT stop it, and the process ends with the worker's own exit code.
 *
 * <p>The Java runtime would end with the signal's number instead, and only halting in a shutdown hook can change that;
 * so nothing else may rely on shutdown hooks, and the log is flushed here.
 */
public final class WorkerProcess {

    private WorkerProcess() {}

    /** Runs a worker until it is stopped or fails. */
    public static ExitCode run(LiveSettings settings) {
        ServerBounds.preset();
        Thread.setDefaultUncaughtExceptionHandler(new Uncaught());
        Worker worker = new Worker(settings);
        CompletableFuture<ExitCode> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(worker, ended), "shutdown"));
        ExitCode code = ExitCode.INTERNAL_ERROR;
        try (FailureLog.Telling _ = FailureLog.tellRepeats(Time.SYSTEM)) {
            code = worker.run();
        } finally {
            ended.complete(code);
        }
        return code;
    }

    private static void onSignal(Worker worker, CompletableFuture<ExitCode> ended) {
        if (!ended.isDone()) {
            worker.stop();
        }
        ExitCode code = ended.join();
        LogManager.shutdown();
        Runtime.getRuntime().halt(code.number());
    }
}
