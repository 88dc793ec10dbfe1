package courier.chaos;

import courier.chaos.Setting.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What goes wrong in a run, and in which order: a pure function of its seed, so that a run can be played again. Before
 * each fault a share of the intents is published, and the fault begins while these are being delivered.
 *
 * @param name the seed, or what the plan is to show
 */
public record Plan(String name, Setting setting, int intents, List<Fault> faults) {

    /** Brokers of the cluster. */
    public static final int BROKERS = 3;

    private static final int MOST_WORKERS = 3;

    public Plan {
        faults = List.copyOf(faults);
    }

    /** How long a run is. */
    public enum Length {
        /** Minutes on a busy machine: no fault longer than a session. */
        SHORT(5),
        /** With faults that outlast a grace. */
        LONG(14);

        private final int faults;

        Length(int faults) {
            this.faults = faults;
        }
    }

    /** The plan of a seed. */
    public static Plan of(long seed, Length length, int intents) {
        // neighbouring seeds would draw alike
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int workers = 2 + random.nextInt(MOST_WORKERS - 1);
        Setting setting = new Setting(
                workers, 1 + random.nextInt(2), Draw.one(random, List.of(Protocol.values())), random.nextInt(2));
        Draw draw = new Draw(random, workers, length);
        List<Fault> faults = new ArrayList<>();
        // none without a crash: that is what it is all about
        faults.add(draw.kill());
        while (faults.size() < length.faults) {
            Fault next = draw.any();
            if (next.getClass() != faults.getLast().getClass()) {
                faults.add(next);
            }
        }
        return new Plan("seed " + seed, setting, intents, faults);
    }

    /** The same with no more than so many faults: its first ones. */
    public Plan shortened(int most) {
        return new Plan(name, setting, intents, faults.subList(0, Math.min(most, faults.size())));
    }

    /** The same with workers that commit that often. */
    public Plan committing(int everyMillis) {
        return new Plan(name, setting.committing(everyMillis), intents, faults);
    }

    /** How many intents are published before each fault, and after the last one. */
    public List<Integer> portions() {
        int parts = faults.size() + 1;
        return IntStream.range(0, parts)
                .map(i -> (int) ((long) intents * (i + 1) / parts - (long) intents * i / parts))
                .boxed()
                .toList();
    }

    @Override
    public String toString() {
        return name + ": " + setting + "; "
                + faults.stream().map(Fault::toString).collect(Collectors.joining(", "));
    }
}
