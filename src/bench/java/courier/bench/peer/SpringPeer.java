package courier.bench.peer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Spring Kafka with a listener that answers with a future: the container then acknowledges intents as their futures
 * end, in any order, and reads on when all of a batch have ended. One consumer, as the futures are what runs in
 * parallel, and more of them would deliver twice when they divide the partitions among themselves. A call is tried
 * again within its future, as the container's own way, which goes back to the failed offset, would repeat what went
 * well behind it. Built for Kafka's clients 4.2.2; runs here with those of all peers.
 */
final class SpringPeer {

    private SpringPeer() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Setup.class)) {
            Ending.whenAsked(end::countDown);
            end.await();
            context.getBean(KafkaListenerEndpointRegistry.class)
                    .getListenerContainers()
                    .forEach(MessageListenerContainer::pause);
            context.getBean(Listener.class).drain();
        }
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    static class Setup {

        @Bean
        Orders orders() {
            return Orders.ofSystemProperties();
        }

        @Bean
        Calls calls(Orders orders) {
            return new Calls(orders);
        }

        @Bean
        ProducerFactory<String, byte[]> producers(Orders orders) {
            return new DefaultKafkaProducerFactory<>(Clients.producer(orders));
        }

        @Bean
        KafkaTemplate<String, byte[]> template(ProducerFactory<String, byte[]> producers) {
            return new KafkaTemplate<>(producers);
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(Orders orders) {
            Map<String, Object> settings = Clients.consumer(orders, false);
            // a batch that is no larger than the slots would leave them empty at its end
            settings.put(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    Math.max(ConsumerConfig.DEFAULT_MAX_POLL_RECORDS, 2 * orders.slots()));
            var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings));
            // at the end, nothing more of a batch is begun
            factory.getContainerProperties().setPauseImmediate(true);
            return factory;
        }

        @Bean
        Listener listener(Orders orders, Calls calls, KafkaTemplate<String, byte[]> template) {
            return new Listener(orders, calls, template);
        }
    }

    /** What an intent comes to. Called by the containers' threads; the calls have their own. */
    static class Listener {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Orders orders;
        private final Calls calls;
        private final KafkaTemplate<String, byte[]> template;
        private final Semaphore slots;

        Listener(Orders orders, Calls calls, KafkaTemplate<String, byte[]> template) {
            this.orders = orders;
            this.calls = calls;
            this.template = template;
            this.slots = new Semaphore(orders.slots());
        }

        @KafkaListener(topics = "${peer.intents}")
        CompletableFuture<Void> listen(ConsumerRecord<String, byte[]> intent) {
            slots.acquireUninterruptibly();
            return CompletableFuture.supplyAsync(() -> calls.untilDelivered(Arrived.of(intent)), threads)
                    .whenComplete((_, _) -> slots.release())
                    .thenCompose(delivered -> template.send(delivered.to(orders.successes())))
                    .thenAccept(_ -> {});
        }

        /** Waits for the calls under way and their events. */
        void drain() {
            slots.acquireUninterruptibly(orders.slots());
            template.flush();
        }
    }
}
