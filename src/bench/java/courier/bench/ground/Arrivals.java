package courier.bench.ground;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The consumers downstream: notes when each final event can first be read, committed. It knows an intent by the
 * record's key, its job, which is one of its own for each intent; the events are not decoded.
 *
 * <p>One thread of its own reads; what it has noted may be asked for by any.
 */
public final class Arrivals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String successes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> delivered = new ConcurrentHashMap<>();
    private final Map<String, Long> deadLettered = new ConcurrentHashMap<>();
    private final Map<String, Integer> byIntegration = new ConcurrentHashMap<>();
    private final AtomicInteger endedAgain = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread reader;
    private volatile boolean closed;

    Arrivals(String bootstrapServers, String successes, String deadLetters) {
        this.successes = successes;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(successes, deadLetters).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        reader = Thread.ofPlatform().name("arrivals").daemon().start(this::read);
    }

    /** When the success of a job could be read, in milliseconds since the epoch; null as long as it cannot. */
    public @Nullable Long deliveredAt(String job) {
        check();
        return delivered.get(job);
    }

    /** Whether the final event of a job could be read. */
    public boolean hasEnded(String job) {
        check();
        return delivered.containsKey(job) || deadLettered.containsKey(job);
    }

    /** How many intents have ended. */
    public int ended() {
        check();
        return delivered.size() + deadLettered.size();
    }

    /** How many intents of an integration have ended. */
    public int ended(String integration) {
        check();
        return byIntegration.getOrDefault(Producers.stem(integration), 0);
    }

    /** How many of them as dead letters. */
    public int deadLetters() {
        check();
        return deadLettered.size();
    }

    /** Final events of intents that had ended before: each is a broken promise. */
    public int endedAgain() {
        check();
        return endedAgain.get();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::note);
            }
        } catch (RuntimeException e) {
            if (!closed) {
                failure.set(e);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> event) {
        String job = new String(Objects.requireNonNull(event.key()), StandardCharsets.UTF_8);
        Map<String, Long> mine = event.topic().equals(successes) ? delivered : deadLettered;
        Map<String, Long> other = event.topic().equals(successes) ? deadLettered : delivered;
        if (mine.putIfAbsent(job, System.currentTimeMillis()) != null || other.containsKey(job)) {
            endedAgain.incrementAndGet();
        } else {
            byIntegration.merge(job.substring(0, job.lastIndexOf('-')), 1, Integer::sum);
        }
    }

    private void check() {
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("the events cannot be read any more", broken);
        }
    }
}
