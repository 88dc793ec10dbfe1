package courier.testing;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The published image of the broker in a container, on a random port of the loopback address. */
final class BrokerContainer implements AutoCloseable {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int PORT = 9092;

    private final KafkaContainer kafka;

    private BrokerContainer(KafkaContainer kafka) {
        this.kafka = kafka;
    }

    /** Whether the tests were started with {@code -Pcontainers}. */
    static boolean isAsked() {
        return Boolean.getBoolean("parts.containers");
    }

    /** Whether a Docker engine is up. */
    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Starts it; it answers when this returns. */
    @SuppressWarnings("resource") // closed with the container
    static BrokerContainer start() {
        KafkaContainer kafka = new KafkaContainer(IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000")
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(new PortBinding(Binding.bindIp("127.0.0.1"), new ExposedPort(PORT))));
        kafka.start();
        return new BrokerContainer(kafka);
    }

    int port() {
        return kafka.getMappedPort(PORT);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
