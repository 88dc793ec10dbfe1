package courier.bench.ground;

import java.time.Duration;

/** Processor time of processes, user and system together, as the operating system counts it: in steps of 10 ms. */
final class Cpu {
    private Cpu() {}

    /**
     * What a process has used since its start, all its threads together.
     *
     * @throws IllegalStateException if the system does not tell, as of a process that has ended
     */
    static Duration of(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException(
                        "the system does not tell the processor time of process " + process.pid()));
    }
}
