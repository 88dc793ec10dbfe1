package courier.bench.ground;

import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.registry.RegistryAvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producers upstream: backlogs as fast as the broker takes them, and steady streams. Safe for use by many threads;
 * what was sent is counted by integration.
 */
public final class Producers implements AutoCloseable {
    private final String topic;
    private final RegistryAvroSerde<ApplicationIntent> serde = new RegistryAvroSerde<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> steadySince = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<Thread> streams = new CopyOnWriteArrayList<>();
    private volatile boolean streaming;

    Producers(String bootstrapServers, String registryUrl, String topic) {
        this.topic = topic;
        serde.configure(Map.of("schema.registry.url", registryUrl), false);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        5,
                        "batch.size",
                        256 * 1024,
                        "buffer.memory",
                        64 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes more intents of an integration, and returns when the broker has them. */
    public void publish(String integration, int count) {
        publishInTurn(List.of(integration), count);
    }

    /** Publishes so many intents in all, of these integrations in turn, and returns when the broker has them. */
    public void publishInTurn(List<String> integrations, int count) {
        publishInTurn(integrations, count, List.of());
    }

    /** The same with a file each, of these in turn; without, if there are none. */
    public void publishInTurn(List<String> integrations, int count, List<Attachment> files) {
        Intents intents = new Intents(files);
        for (int i = 0; i < count; i++) {
            send(intents, integrations.get(i % integrations.size()));
        }
        producer.flush();
        check();
    }

    /** The same of integrations, so many of each. */
    public void publish(Map<String, Integer> counts) {
        Intents intents = new Intents();
        counts.forEach((integration, count) -> {
            for (int i = 0; i < count; i++) {
                send(intents, integration);
            }
        });
        producer.flush();
        check();
    }

    /** As {@link #stream(List, int)}, of one integration. */
    public void stream(String integration, int perSecond) {
        stream(List.of(integration), perSecond);
    }

    /**
     * Publishes intents of integrations in turn at a steady rate, on a thread of its own, until {@link #endStreams()}
     * or {@link #close()}.
     *
     * @param perSecond so many in all
     */
    public void stream(List<String> integrations, int perSecond) {
        streaming = true;
        streams.add(Thread.ofVirtual().name("stream").start(() -> {
            Intents intents = new Intents(List.of());
            long gap = Duration.ofSeconds(1).toNanos() / perSecond;
            long next = System.nanoTime();
            for (int i = 0; streaming; i++) {
                String integration = integrations.get(i % integrations.size());
                steadySince.put(name(integration, count(integration)), System.currentTimeMillis());
                send(intents, integration);
                next += gap;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }));
    }

    /** How many intents of an integration were published. */
    public int count(String integration) {
        return sent.getOrDefault(integration, 0);
    }

    /** How many intents were published in all. */
    public int count() {
        check();
        return sent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When an intent of a steady stream was given to the producer, in milliseconds since the epoch; null of others. */
    public @Nullable Long producedAt(String job) {
        return steadySince.get(job);
    }

    /** Ends the streams, and returns when the broker has what they have sent; new ones may begin then. */
    public void endStreams() {
        streaming = false;
        try {
            for (Thread stream : streams) {
                stream.join();
            }
            streams.clear();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        check();
    }

    @Override
    public void close() {
        streaming = false;
        streams.forEach(Thread::interrupt);
        producer.close();
        serde.close();
    }

    private void send(Intents intents, String integration) {
        String name = name(integration, count(integration));
        byte[] value = Objects.requireNonNull(serde.serializer().serialize(topic, intents.of(integration, name)));
        var record = new ProducerRecord<>(topic, name.getBytes(StandardCharsets.UTF_8), value);
        Future<RecordMetadata> _ = producer.send(record, (_, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
        sent.merge(integration, 1, Integer::sum);
    }

    private static String name(String integration, int number) {
        return stem(integration) + "-" + number;
    }

    /** What the names of an integration's intents begin with, before a hyphen and a number. */
    static String stem(String integration) {
        return integration.substring(integration.indexOf(':') + 1);
    }

    private void check() {
        Exception first = failure.get();
        if (first != null) {
            throw new IllegalStateException("an intent could not be published", first);
        }
    }
}
