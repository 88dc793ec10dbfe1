package courier.bench.peer;

import courier.sandbox.part.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands beside Courier in a table. */
public enum Peer {
    /** The ceiling: what the machine, the broker and the stand-in let through when nobody asks for a guarantee. */
    RAW("raw consumer, virtual threads (no guarantee)", RawPeer.class),
    STREAMS("Kafka Streams 4.3.1, blocking", StreamsPeer.class),
    PARALLEL_UNORDERED("Parallel Consumer 0.5.3.3, unordered", ParallelPeer.class),
    PARALLEL_BY_KEY("Parallel Consumer 0.5.3.3, by key", ParallelPeer.class),
    FLINK("Flink 2.2.1 Async I/O, unordered", FlinkPeer.class),
    SPRING("Spring Kafka 4.1.2, async listener", SpringPeer.class);

    private final String text;
    private final Class<?> main;

    Peer(String text, Class<?> main) {
        this.text = text;
        this.main = main;
    }

    /** Its name for people, with the library and its version. */
    public String text() {
        return text;
    }

    /**
     * Starts it, in the directory to which it also logs; returns before it reads. The topics must be there.
     *
     * @param name its process's, for the log
     * @param heap as {@code -Xmx} takes it
     * @param jvmOptions more options of its JVM
     */
    public ChildProcess start(String name, Path directory, Orders orders, String heap, List<String> jvmOptions) {
        List<String> all = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + heap,
                "-Xlog:gc:file=" + directory.resolve("gc.log"),
                // errors only: Parallel Consumer warns of each key that waits in a backlog
                "-Dlog4j2.configurationFile=classpath:courier/sandbox/sandbox-log4j2.xml"));
        all.addAll(options());
        all.addAll(jvmOptions);
        all.addAll(orders.asOptions());
        all.addAll(List.of("-cp", ChildProcess.ownClassPath()));
        return ChildProcess.start(name, directory, ChildProcess.java(all, List.of(main.getName())));
    }

    private List<String> options() {
        return switch (this) {
            case PARALLEL_UNORDERED -> List.of("-Dpeer.order=UNORDERED");
            case PARALLEL_BY_KEY -> List.of("-Dpeer.order=KEY");
            case RAW, STREAMS, FLINK, SPRING -> List.of();
        };
    }
}
