package courier.bench.ground;

import courier.avro.ApplicationIntent;
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
    private volatile boolean closed;

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
        Intents intents = new Intents();
        for (int i = 0; i < count; i++) {
            send(intents, integration);
        }
        producer.flush();
        check();
    }

    /** Publishes so many intents in all, of these integrations in turn, and returns when the broker has them. */
    public void publishInTurn(List<String> integrations, int count) {
        Intents intents = new Intents();
        for (int i = 0; i < count; i++) {
            send(intents, integrations.get(i % integrations.size()));
        }
        producer.flush();
        check();
    }

    /** Publishes intents of an integration at a steady rate, on a thread of its own, until this is closed. */
    public void stream(String integration, int perSecond) {
        streams.add(Thread.ofVirtual().name("stream of " + integration).start(() -> {
            Intents intents = new Intents();
            long gap = Duration.ofSeconds(1).toNanos() / perSecond;
            long next = System.nanoTime();
            while (!closed) {
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

    /** Ends the streams, and returns when the broker has what they have sent. */
    public void endStreams() {
        closed = true;
        try {
            for (Thread stream : streams) {
                stream.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        check();
    }

    @Override
    public void close() {
        closed = true;
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
        return integration.substring(integration.indexOf(':') + 1) + "-" + number;
    }

    private void check() {
        Exception first = failure.get();
        if (first != null) {
            throw new IllegalStateException("an intent could not be published", first);
        }
    }
}
