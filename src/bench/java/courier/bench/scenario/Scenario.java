package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.report.Result;
import java.nio.file.Path;

/** Something to be measured. Used by one thread. */
public interface Scenario {

    /** By which it is picked. */
    String name();

    /**
     * Measures.
     *
     * @param results the folder for its plots
     */
    Result run(Ground ground, Options options, Path results);
}
