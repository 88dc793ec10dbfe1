package courier.chaos;

import courier.chaos.Fault.Disk;
import courier.chaos.Fault.Mood;
import courier.chaos.Plan.Length;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Draws faults. Used by one thread. */
final class Draw {
    private static final int KINDS = 12;

    private final Random random;
    private final int workers;
    private final Length length;

    Draw(Random random, int workers, Length length) {
        this.random = random;
        this.workers = workers;
        this.length = length;
    }

    static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Fault kill() {
        return new Fault.Kill(worker(), random.nextInt(3) == 0 ? Disk.LOST : Disk.KEPT, millis(0, 4_000));
    }

    Fault any() {
        return switch (random.nextInt(KINDS)) {
            case 0, 1 -> kill();
            case 2 -> new Fault.Stop(worker(), millis(0, 4_000));
            case 3, 4 -> freeze();
            case 5 -> new Fault.KillBroker(random.nextInt(Plan.BROKERS), millis(1_000, 6_000));
            case 6 -> new Fault.MoveLeaders();
            case 7 -> new Fault.KomboMood(one(random, List.of(Mood.values())), millis(2_000, 6_000));
            case 8 -> scale();
            case 9 -> length == Length.SHORT ? kill() : new Fault.RollingUpgrade();
            case 10 ->
                random.nextBoolean()
                        ? new Fault.RegistryAway(millis(2_000, 8_000))
                        : new Fault.BlobStoreAway(millis(2_000, 6_000));
            default -> length == Length.SHORT ? new Fault.MoveLeaders() : upkeep();
        };
    }

    private Fault scale() {
        return random.nextBoolean() ? new Fault.ScaleUp() : new Fault.ScaleDown(worker());
    }

    private Fault upkeep() {
        return random.nextBoolean() ? new Fault.ResetOffsets() : new Fault.FullDisk(worker(), millis(2_000, 5_000));
    }

    /** Short; longer than the session, so that others take over; longer than the grace, so that they have judged. */
    private Fault freeze() {
        int kind = random.nextInt(length == Length.SHORT ? 2 : 3);
        Duration lasts = switch (kind) {
            case 0 -> millis(500, 3_000);
            case 1 -> millis(9_000, 14_000);
            default -> millis(35_000, 45_000);
        };
        return new Fault.Freeze(worker(), lasts);
    }

    private int worker() {
        return random.nextInt(workers);
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }
}
