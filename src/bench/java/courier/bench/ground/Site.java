package courier.bench.ground;

import courier.sandbox.kombo.Post;
import courier.sandbox.part.ChildProcess;
import courier.sandbox.part.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** One application with what delivers it as a process, fed and watched from outside. Used by one thread. */
public final class Site implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Kombo kombo;
    private final Contender contender;
    private final Contender.Place place;
    private final Topics topics;
    private final Producers producers;
    private final Arrivals arrivals;
    private ChildProcess process;

    private Site(Kombo kombo, Contender contender, Contender.Place place, ChildProcess process, Topics topics) {
        this.kombo = kombo;
        this.contender = contender;
        this.place = place;
        this.process = process;
        this.topics = topics;
        this.producers = new Producers(place.bootstrapServers(), place.registryUrl(), topics.intents());
        this.arrivals = new Arrivals(place.bootstrapServers(), topics.successes(), topics.deadLetters());
    }

    static Site start(Kombo kombo, Contender contender, Contender.Place place) {
        contender.prepare(place);
        Topics topics = new Topics(place.bootstrapServers(), place.name());
        ChildProcess process = contender.start(place);
        if (!Patience.until(START_LIMIT, () -> !process.isAlive() || topics.areThere()) || !process.isAlive()) {
            topics.close();
            process.kill();
            kombo.close();
            throw new IllegalStateException(contender.text() + " did not start. Its log ends:\n" + process.lastLines());
        }
        return new Site(kombo, contender, place, process, topics);
    }

    public Kombo kombo() {
        return kombo;
    }

    public Producers producers() {
        return producers;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    /** What the process takes of the machine at this moment. */
    public Footprint footprint() {
        return Footprint.of(process.handle(), place.gcLog(), place.state());
    }

    /** The processor time that the process has used since its start. */
    public Duration cpu() {
        return Cpu.of(process.handle());
    }

    /** Waits so long. */
    public void pass(Duration duration) {
        boolean _ = await(duration, () -> false);
    }

    /**
     * Waits for something.
     *
     * @return whether it came before the limit
     * @throws IllegalStateException with the end of its log, if the contender has died
     */
    public boolean await(Duration limit, BooleanSupplier condition) {
        boolean held = Patience.until(limit, PAUSE, () -> !process.isAlive() || condition.getAsBoolean());
        if (!process.isAlive()) {
            throw new IllegalStateException(contender.text() + " has died. Its log ends:\n" + process.lastLines());
        }
        return held;
    }

    /**
     * Waits until the ledger has all that was published.
     *
     * @return how long that took
     */
    public Duration awaitTakenIn(Duration limit) {
        long since = System.nanoTime();
        if (!await(limit, topics::areTakenIn)) {
            throw new IllegalStateException("The ledger did not take in what was published within " + limit);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** The requests from a sequence number on, by integration; those without any are absent. */
    public Map<String, List<Post>> journal(long from) {
        return kombo.journal(from).stream().collect(Collectors.groupingBy(Post::integration));
    }

    /** The process that delivers now. */
    public ProcessHandle process() {
        return process.handle();
    }

    /** Kills what delivers as a crash would, and starts it again in the same place. */
    public void crash() {
        kill();
        start();
    }

    /** Kills what delivers as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops what delivers as an operator would, and returns its exit code. */
    public int stop() {
        return process.stop(STOP_LIMIT);
    }

    /** Starts what delivers again in the same place, after it was stopped. */
    public void start() {
        process = contender.start(place);
    }

    /** Deletes what the stopped process has kept on its disk. */
    public void forget() {
        Ground.clear(place.state());
    }

    /** What the broker holds of the application's topics, internal ones too: bytes of each partition. */
    public Map<TopicPartition, Long> logSizes() {
        return topics.sizes();
    }

    @Override
    public void close() {
        producers.close();
        arrivals.close();
        process.kill();
        kombo.close();
        topics.close();
    }
}
