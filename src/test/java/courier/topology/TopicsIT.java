package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import courier.avro.ApplicationIntent;
import courier.cli.Cli;
import courier.cli.Wiring;
import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import courier.ops.ExitCode;
import courier.registry.EventSerdes;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.WithParts;
import courier.topology.TopicsAdmin.Missing;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** The topics on a real broker. */
@WithParts
final class TopicsIT {

    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldCreateTopicsThatItThenFindsSound(Broker broker) {
        Settings settings = settings(broker, Map.of());

        assertThat(TopicsAdmin.prepare(settings, Missing.REPORT))
                .isInstanceOfSatisfying(
                        Preparation.Checked.class,
                        checked -> assertThat(checked.findings()).hasSize(5));
        assertThat(TopicsAdmin.prepare(settings, Missing.CREATE)).isEqualTo(new Preparation.Checked(List.of()));
        assertThat(TopicsAdmin.prepare(settings, Missing.CREATE)).isEqualTo(new Preparation.Checked(List.of()));
    }

    @Test
    void shouldFindWhatSomebodyElseMadeWrong(Broker broker) throws Exception {
        Settings settings = settings(broker, Map.of());
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            admin.createTopics(List.of(new NewTopic(settings.topics().outcomes(), 2, (short) 1)))
                    .all()
                    .get();
            assertThat(TopicsAdmin.prepare(admin, TopicPlan.load(), settings, Missing.CREATE))
                    .isInstanceOfSatisfying(Preparation.Checked.class, checked -> {
                        assertThat(checked.sound()).isFalse();
                        assertThat(checked.findings()).extracting(Finding::what).contains("its number of partitions");
                    });
            ConfigResource intents = new ConfigResource(
                    ConfigResource.Type.TOPIC, settings.topics().intents());
            AlterConfigOp compact =
                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(intents, List.of(compact)))
                    .all()
                    .get();
        }

        assertThat(TopicsAdmin.prepare(settings, Missing.REPORT))
                .isInstanceOfSatisfying(
                        Preparation.Checked.class,
                        checked -> assertThat(checked.findings())
                                .extracting(Finding::topic, Finding::what)
                                .contains(tuple(settings.topics().intents(), "cleanup.policy")));
    }

    @Test
    void shouldTellWhatTheClusterRefuses(Broker broker) {
        Settings settings = settings(broker, Map.of("courier.topics.replication-factor", "99"));

        assertThat(TopicsAdmin.prepare(settings, Missing.CREATE))
                .isInstanceOfSatisfying(
                        Preparation.Checked.class,
                        checked -> assertThat(checked.findings())
                                .hasSize(6)
                                .allSatisfy(finding ->
                                        assertThat(finding.fix()).startsWith("InvalidReplicationFactorException")));
    }

    @Test
    void shouldPublishAnIntentThatCanBeReadAgain(Broker broker, Registry registry) {
        Map<String, String> properties = Map.of("courier.registry.properties.schema.registry.url", registry.url());
        Settings settings = settings(broker, properties);
        assertThat(TopicsAdmin.prepare(settings, Missing.CREATE)).isEqualTo(new Preparation.Checked(List.of()));
        StringWriter out = new StringWriter();
        String intent =
                "{\"intent_id\": \"i1\", \"integration_id\": \"workday:1\", \"job_id\": \"J1\", \"application\":"
                        + " {\"candidate\": {\"first_name\": \"A\", \"last_name\": \"B\", \"email_address\": \"a@b.example\"}}}";

        int code = Cli.create(wiring(sources(broker, properties), intent))
                .setOut(new PrintWriter(out, true))
                .execute("publish", "-");

        assertThat(code).isEqualTo(ExitCode.OK.number());
        assertThat(out.toString()).containsPattern("i1 \\d+ 0\\R").contains("published: 1 of 1");
        ConsumerRecord<byte[], byte[]> record = onlyRecord(settings);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("J1");
        try (Serde<ApplicationIntent> serde = EventSerdes.create(settings.registry())) {
            assertThat(serde.deserializer().deserialize(record.topic(), record.value()))
                    .satisfies(read -> assertThat(read.getIntentId()).isEqualTo("i1"));
        }
    }

    private static Wiring wiring(Sources sources, String input) {
        Wiring live = Wiring.ofProcess(_ -> ExitCode.OK, () -> "");
        return new Wiring(
                _ -> sources,
                live.worker(),
                live.topology(),
                live.topics(),
                live.sink(),
                live.holds(),
                live.time(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> onlyRecord(Settings settings) {
        Map<String, Object> client =
                Map.of("bootstrap.servers", settings.kafka().bootstrapServers(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(settings.topics().intents())
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer.poll(Duration.ofSeconds(20)).iterator().next();
        }
    }

    private Settings settings(Broker broker, Map<String, String> more) {
        return switch (SettingsLoader.load(sources(broker, more), Purpose.TOPICS)) {
            case Loading.Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }

    /** Each test has topics of its own on the one broker. */
    private Sources sources(Broker broker, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "courier.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "courier.kafka.application-id",
                prefix,
                "courier.topics.partitions",
                "3"));
        for (String topic : List.of("intents", "successes", "warnings", "dead-letters")) {
            properties.put("courier.topics." + topic, prefix + "-" + topic);
        }
        properties.putAll(more);
        return new Sources(null, Map.of(), properties);
    }
}
