package courier.chaos;

import java.time.Duration;

/** Something that goes wrong, and for how long. Workers and brokers are counted from 0. */
public sealed interface Fault {

    /** From its beginning to its end; zero for what happens at once. */
    Duration lasts();

    /** Killed (SIGKILL), and started again by its supervisor. */
    record Kill(int worker, Disk disk, Duration lasts) implements Fault {}

    /** Asked to end (SIGTERM), and started again. */
    record Stop(int worker, Duration lasts) implements Fault {}

    /** Frozen (SIGSTOP) and thawed (SIGCONT): it does not know that it was away. */
    record Freeze(int worker, Duration lasts) implements Fault {}

    /** One more worker joins. */
    record ScaleUp() implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** A worker is asked to end and does not come back. */
    record ScaleDown(int worker) implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** One worker after another is stopped and comes back as another build of the same code. */
    record RollingUpgrade() implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** Nothing more can be written to the worker's disk; then it is stopped, and started with space again. */
    record FullDisk(int worker, Duration lasts) implements Fault {}

    /** A broker is killed (SIGKILL) and started again. */
    record KillBroker(int broker, Duration lasts) implements Fault {}

    /** All partitions get another leader. */
    record MoveLeaders() implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** The schema registry does not answer. */
    record RegistryAway(Duration lasts) implements Fault {}

    /** The blob store does not answer, or breaks off in the middle of a file. */
    record BlobStoreAway(Duration lasts) implements Fault {}

    /** Kombo behaves badly. */
    record KomboMood(Mood mood, Duration lasts) implements Fault {}

    /** All workers are stopped, the group is sent back to the first intent, and all start again. */
    record ResetOffsets() implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** What a killed worker finds when it comes back. */
    enum Disk {
        KEPT,
        LOST
    }

    /** How Kombo behaves badly. */
    enum Mood {
        /** Connections break, before and after the application is created. */
        CUTS,
        /** It takes seconds. */
        SLOW,
        /** Half of the calls are refused for now. */
        BUSY,
        /** It creates the application, and answers when nobody waits any more. */
        TOO_LATE
    }
}
