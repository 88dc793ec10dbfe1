package courier.bench.scenario;

import courier.bench.ground.Ground;
import courier.bench.ground.Site;
import courier.sandbox.part.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a site's queue at its size while applications are delivered, and tells what each of them has cost: as many come
 * in as go out, so a cost is that of a whole life, from the intent to the event. Each integration's part of the queue
 * is kept at its size. Used by one thread.
 */
final class Treadmill {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration TAKE_IN_LIMIT = Duration.ofMinutes(40);
    /** Calls so slow that next to nothing goes out. */
    private static final String SLOW = "3s";

    private final Ground ground;
    private final Site site;
    private final Supplier<Duration> cpu;
    private final String latency;

    /**
     * A queue of a site.
     *
     * @param cpu what all workers of the site have used
     * @param latency of calls, as {@code BehaviourReader} reads it
     */
    Treadmill(Ground ground, Site site, Supplier<Duration> cpu, String latency) {
        this.ground = ground;
        this.site = site;
        this.cpu = cpu;
        this.latency = latency;
    }

    /**
     * What each application has cost.
     *
     * @param worker processor time in milliseconds, of all workers together
     * @param broker the broker's, which other sites' idle workers share in
     * @param bytes that the logs of the application's topics have grown by
     */
    record Cost(double perSecond, double worker, double broker, double bytes) {}

    /** Slows the calls down, so that a queue can be filled and stays as it is. */
    void pause() {
        latency(SLOW);
    }

    /** Fills the queue without delivering much of it, and returns when the ledger has it. */
    void fill(List<String> integrations, int size) {
        pause();
        topUp(integrations, size);
        Duration _ = site.awaitTakenIn(TAKE_IN_LIMIT);
    }

    /** Delivers for a while, so that slow calls are over and all is warm. */
    void warm(List<String> integrations, int size, Duration duration) {
        boolean _ = warm(integrations, size, duration, () -> false);
    }

    /** Delivers until something holds, and returns whether that was before the limit. */
    boolean warm(List<String> integrations, int size, Duration limit, BooleanSupplier enough) {
        latency(latency);
        return Patience.until(limit, STEP, () -> {
            topUp(integrations, size);
            return enough.getAsBoolean();
        });
    }

    /** Delivers so many applications. */
    Cost measure(List<String> integrations, int size, int applications) {
        Map<TopicPartition, Long> logs = site.logSizes();
        int ended = site.arrivals().ended();
        long since = System.nanoTime();
        Duration worker = cpu.get();
        Duration broker = ground.brokerCpu();
        boolean delivered = Patience.until(LIMIT, STEP, () -> {
            topUp(integrations, size);
            return site.arrivals().ended() - ended >= applications;
        });
        double count = site.arrivals().ended() - ended;
        Duration workerUsed = cpu.get().minus(worker);
        Duration brokerUsed = ground.brokerCpu().minus(broker);
        double seconds = (System.nanoTime() - since) / 1e9;
        if (!delivered) {
            throw new IllegalStateException(
                    "%.0f of %d applications delivered within %s".formatted(count, applications, LIMIT));
        }
        return new Cost(
                count / seconds,
                workerUsed.toMillis() / count,
                brokerUsed.toMillis() / count,
                growth(logs, site.logSizes()) / count);
    }

    /** Delivers all that waits. */
    void drain() {
        latency(latency);
        boolean _ = site.await(
                LIMIT, () -> site.arrivals().ended() >= site.producers().count());
    }

    private void latency(String duration) {
        site.kombo().behave("{\"latency\": {\"fixed\": \"" + duration + "\"}}");
    }

    private void topUp(List<String> integrations, int size) {
        Map<String, Integer> missing = new HashMap<>();
        int each = (size + integrations.size() - 1) / integrations.size();
        for (String integration : integrations) {
            int open = site.producers().count(integration) - site.arrivals().ended(integration);
            if (open < each) {
                missing.put(integration, each - open);
            }
        }
        site.producers().publish(missing);
    }

    /** A partition may have shrunk, where records were purged that Streams has read: that takes nothing back. */
    private static double growth(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
        return after.entrySet().stream()
                .mapToLong(log -> Math.max(0, log.getValue() - before.getOrDefault(log.getKey(), 0L)))
                .sum();
    }
}
