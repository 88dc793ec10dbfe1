package courier.bench.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ceiling: a consumer whose offsets commit themselves, and a virtual thread for each call. What was read and not
 * delivered when it dies is lost, and what was delivered since the last commit is delivered again.
 *
 * <p>Threads: one polls; the calls have their own.
 */
final class RawPeer {
    private static final Logger LOG = LoggerFactory.getLogger(RawPeer.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Orders orders;
    private final Calls calls;
    private final KafkaProducer<String, byte[]> producer;
    private final Semaphore slots;
    private volatile boolean stopping;

    private RawPeer(Orders orders, Calls calls, KafkaProducer<String, byte[]> producer) {
        this.orders = orders;
        this.calls = calls;
        this.producer = producer;
        this.slots = new Semaphore(orders.slots());
    }

    public static void main(String[] args) {
        Orders orders = Orders.ofSystemProperties();
        try (Calls calls = new Calls(orders);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Clients.producer(orders))) {
            RawPeer peer = new RawPeer(orders, calls, producer);
            Ending.whenAsked(() -> peer.stopping = true);
            peer.run();
        }
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Clients.consumer(orders, true))) {
            consumer.subscribe(List.of(orders.intents()));
            while (!stopping) {
                for (ConsumerRecord<String, byte[]> intent : consumer.poll(POLL)) {
                    slots.acquireUninterruptibly();
                    Thread _ = Thread.startVirtualThread(() -> deliver(Arrived.of(intent)));
                }
            }
            slots.acquireUninterruptibly(orders.slots());
        }
    }

    private void deliver(Arrived intent) {
        Delivered delivered;
        try {
            delivered = calls.untilDelivered(intent);
        } finally {
            slots.release();
        }
        Future<RecordMetadata> _ = producer.send(delivered.to(orders.successes()), (_, e) -> {
            if (e != null) {
                LOG.error("An event is lost", e);
            }
        });
    }
}
