package courier.sandbox.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.testing.Fresh;
import courier.testing.Parts;
import courier.testing.WithParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The parts are what they are taken for, and leave nothing behind. */
@WithParts
class PartsIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldKeepRecordsOverStopsAndKills() throws Exception {
        // Given
        try (Broker broker = Broker.start(Fresh.directory("broker"))) {
            createTopic(broker);
            produce(broker, "first");

            // When
            broker.kill();
            assertThat(broker.handle().isAlive()).isFalse();
            broker.start();
            produce(broker, "second");
            broker.restart();

            // Then
            assertThat(consume(broker, 2)).containsExactly("first", "second");
            broker.stop();
            assertThat(broker.handle().isAlive()).isFalse();
        }
    }

    @Test
    void shouldQuoteTheLogWhenABrokerDoesNotStart() {
        Path directory = Fresh.directory("broker");

        assertThatThrownBy(() -> Broker.start(directory, Map.of("log.retention.ms", "soon")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broker.log")
                .hasMessageContaining("log.retention.ms");
    }

    @Test
    void shouldRegisterSchemasAndHoldThemToBackwardCompatibility(Registry registry) throws Exception {
        String subject = Fresh.name("subject");

        HttpResponse<String> first = register(registry, subject, "\"string\"");
        HttpResponse<String> incompatible = register(registry, subject, "\"int\"");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("\"id\"");
        assertThat(incompatible.statusCode()).isEqualTo(409);
    }

    @Test
    void shouldStoreObjectsForThoseWhoSign(BlobStore store) throws Exception {
        String bucket = "/" + Fresh.name("bucket");

        assertThat(signed(store, "PUT", bucket, "").statusCode()).isEqualTo(200);
        assertThat(signed(store, "PUT", bucket + "/cv.txt", "hello").statusCode())
                .isEqualTo(200);

        assertThat(signed(store, "GET", bucket + "/cv.txt", "").body()).isEqualTo("hello");
        HttpRequest unsigned = HttpRequest.newBuilder(URI.create(store.endpoint() + bucket + "/cv.txt"))
                .build();
        assertThat(http.send(unsigned, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldStopAndStartRegistryAndBlobStoreOnTheirPorts() throws Exception {
        try (Registry registry = Registry.start(Parts.PROGRAMS, Fresh.directory("registry"));
                BlobStore store = BlobStore.start(Parts.PROGRAMS, Fresh.directory("blob-store"))) {
            String url = registry.url();
            assertThat(register(registry, "subject", "\"string\"").statusCode()).isEqualTo(200);
            assertThat(signed(store, "PUT", "/bucket", "").statusCode()).isEqualTo(200);

            registry.stop();
            store.stop();
            assertThat(registry.handle().isAlive()).isFalse();
            assertThat(store.handle().isAlive()).isFalse();
            assertThat(Web.status("GET", URI.create(url + "/subjects"), null)).isZero();
            registry.start();
            store.start();

            assertThat(registry.url()).isEqualTo(url);
            // empty: what was incompatible before is the first version now
            assertThat(register(registry, "subject", "\"int\"").statusCode()).isEqualTo(200);
            assertThat(signed(store, "GET", "/bucket", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldEndChildrenTogetherWithTheirParent() {
        ChildProcess parent = ChildProcess.start(
                "parent",
                Fresh.directory("parent"),
                ChildProcess.java(
                        List.of("-cp", ChildProcess.ownClassPath()), List.of(ParentOfASleeper.class.getName())));
        parent.awaitReady(Duration.ofSeconds(30), () -> parent.lastLines().contains("child "));
        long child =
                Long.parseLong(parent.lastLines().lines().toList().getLast().substring("child ".length()));
        assertThat(ProcessHandle.of(child)).isPresent();

        // as Ctrl-C does
        int _ = parent.stop(Duration.ofSeconds(20));

        assertThat(Patience.until(
                        Duration.ofSeconds(10),
                        () -> ProcessHandle.of(child)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty()))
                .isTrue();
    }

    private static void createTopic(Broker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Void _ = admin.createTopics(List.of(new NewTopic("records", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void produce(Broker broker, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            assertThat(producer.send(new ProducerRecord<>("records", value))
                            .get()
                            .topic())
                    .isEqualTo("records");
        }
    }

    private static List<String> consume(Broker broker, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("records", 0)));
            boolean _ = Patience.until(Duration.ofSeconds(30), () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                return values.size() >= count;
            });
        }
        return values;
    }

    private HttpResponse<String> register(Registry registry, String subject, String schema)
            throws IOException, InterruptedException {
        String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
        return http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A request with the signature of S3's second version: short enough to be written out here. */
    private HttpResponse<String> signed(BlobStore store, String method, String path, String body)
            throws IOException, InterruptedException, GeneralSecurityException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(store.secretKey().getBytes(UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal((method + "\n\n\n\nx-amz-date:" + date + "\n" + path).getBytes(UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(store.endpoint() + path))
                        .header("x-amz-date", date)
                        .header(
                                "Authorization",
                                "AWS " + store.accessKey() + ":"
                                        + Base64.getEncoder().encodeToString(signature))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
