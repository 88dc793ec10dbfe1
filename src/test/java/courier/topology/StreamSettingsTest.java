package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import courier.testing.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

    @Test
    void shouldMissADeadWorkerAfterTenSeconds() {
        assertThat(consumer(Map.of())).containsEntry("session.timeout.ms", 10_000);
    }

    @Test
    void shouldLeaveTheSessionToTheSite() {
        assertThat(consumer(Map.of("session.timeout.ms", "30000"))).containsEntry("session.timeout.ms", "30000");
        assertThat(consumer(Map.of("consumer.session.timeout.ms", "40000")))
                .containsEntry("session.timeout.ms", "40000");
    }

    /** There it would be refused. */
    @Test
    void shouldSetNoSessionInTheStreamsProtocol() {
        assertThat(consumer(Map.of("group.protocol", "streams"))).doesNotContainKey("session.timeout.ms");
    }

    @Test
    void shouldFetchSmallPortions() {
        assertThat(consumer(Map.of()))
                .containsEntry("max.partition.fetch.bytes", 32_768)
                .containsEntry("max.poll.records", 500);
    }

    @Test
    void shouldLeaveThePortionsToTheSite() {
        assertThat(consumer(Map.of("max.poll.records", "10"))).containsEntry("max.poll.records", "10");
        assertThat(consumer(Map.of("consumer.max.poll.records", "20"))).containsEntry("max.poll.records", "20");
        assertThat(consumer(Map.of("main.consumer.max.poll.records", "30"))).containsEntry("max.poll.records", "30");
    }

    @Test
    void shouldLingerForAPartOfTheCommitInterval() {
        assertThat(producer(Map.of())).containsEntry("linger.ms", 10L);
        assertThat(producer(Map.of("commit.interval.ms", "500"))).containsEntry("linger.ms", 50L);
    }

    @Test
    void shouldLeaveTheProducerToTheSite() {
        assertThat(producer(Map.of("linger.ms", "3"))).containsEntry("linger.ms", "3");
        assertThat(producer(Map.of("producer.linger.ms", "4"))).containsEntry("linger.ms", "4");
        assertThat(producer(Map.of("compression.type", "gzip"))).containsEntry("compression.type", "gzip");
    }

    private static Map<String, Object> consumer(Map<String, String> properties) {
        return stream(properties).getMainConsumerConfigs("group", "client", 0);
    }

    private static Map<String, Object> producer(Map<String, String> properties) {
        return stream(properties).getProducerConfigs("client");
    }

    private static StreamsConfig stream(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap-servers", "localhost:9092");
        values.put("registry.properties.schema.registry.url", "http://localhost:8081");
        properties.forEach((name, value) -> values.put("kafka.properties." + name, value));
        return new StreamsConfig(StreamSettings.of(TestSettings.of(values), TopicPlan.load(), null));
    }
}
