package courier.bench.scenario;

import courier.bench.ground.Contender;
import courier.bench.peer.Peer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who takes part in comparisons. */
final class Entrants {
    private Entrants() {}

    /**
     * One of them.
     *
     * @param peer null for Courier
     */
    record Entrant(@Nullable Peer peer) {

        /** By which it is picked. */
        String name() {
            return peer == null
                    ? "courier"
                    : peer.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String text() {
            return peer == null ? ThroughputFigures.COURIER : peer.text();
        }

        /** Whether it makes as many calls at a time as it has partitions, and not as it has slots. */
        boolean isSlow() {
            return peer == Peer.STREAMS;
        }

        /**
         * What is started.
         *
         * @param settings more of Courier's, by their keys
         */
        Contender contender(Work work, Map<String, String> settings) {
            if (peer != null) {
                return Contender.peer(peer, work.slots());
            }
            Map<String, String> all = new LinkedHashMap<>(work.settings());
            all.putAll(settings);
            return Contender.courier(all);
        }
    }

    /** Those asked for, Courier first. */
    static List<Entrant> of(Options options) {
        List<Entrant> all = Stream.concat(
                        Stream.of(new Entrant(null)),
                        Arrays.stream(Peer.values()).map(Entrant::new))
                .toList();
        List<Entrant> picked = all.stream()
                .filter(entrant -> options.arms().isEmpty() || options.arms().contains(entrant.name()))
                .toList();
        if (picked.size() < options.arms().size()) {
            throw new IllegalArgumentException("bench.arms: known are "
                    + all.stream().map(Entrant::name).toList() + ", not all of " + options.arms());
        }
        return picked;
    }
}
