package courier.bench.peer;

import io.confluent.parallelconsumer.PCRetriableException;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Confluent's Parallel Consumer with its defaults: it commits every five seconds what was delivered, with the gaps as
 * the offset's metadata, tries again after a second, and holds a slot until the event is acknowledged. Built for
 * Kafka's clients 3.9.1; runs here with those of all peers.
 */
final class ParallelPeer {
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final int FAILED = 1;

    private ParallelPeer() {}

    public static void main(String[] args) throws InterruptedException {
        Orders orders = Orders.ofSystemProperties();
        CountDownLatch end = new CountDownLatch(1);
        try (Calls calls = new Calls(orders);
                ParallelStreamProcessor<String, byte[]> processor = processor(orders)) {
            Ending.whenAsked(end::countDown);
            processor.subscribe(List.of(orders.intents()));
            processor.pollAndProduce(
                    context -> deliver(calls, context.getSingleConsumerRecord()).to(orders.successes()));
            while (!end.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
                if (processor.isClosedOrFailed()) {
                    Runtime.getRuntime().halt(FAILED);
                }
            }
        }
    }

    private static ParallelStreamProcessor<String, byte[]> processor(Orders orders) {
        ParallelConsumerOptions<String, byte[]> options = ParallelConsumerOptions.<String, byte[]>builder()
                .consumer(new KafkaConsumer<>(Clients.consumer(orders, false)))
                .producer(new KafkaProducer<>(Clients.producer(orders)))
                .ordering(ProcessingOrder.valueOf(System.getProperty("peer.order")))
                .maxConcurrency(orders.slots())
                .build();
        return ParallelStreamProcessor.createEosStreamProcessor(options);
    }

    private static Delivered deliver(Calls calls, ConsumerRecord<String, byte[]> intent) {
        try {
            return calls.once(Arrived.of(intent));
        } catch (CallFailedException e) {
            throw new PCRetriableException(e);
        }
    }
}
