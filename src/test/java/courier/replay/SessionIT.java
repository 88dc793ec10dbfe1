package courier.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.admission.Admission;
import courier.avro.Application;
import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.InlineContent;
import courier.config.Settings;
import courier.event.DeadLetterParts;
import courier.event.Event;
import courier.ops.Time;
import courier.registry.EventSerdes;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.SampleIntents;
import courier.testing.SampleLetters;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import courier.topology.ClientSettings;
import courier.topology.Preparation;
import courier.topology.TopicsAdmin;
import courier.topology.TopicsAdmin.Missing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Sessions on a real broker, and what they publish. */
@WithParts
class SessionIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int LETTERS = 120;
    private static final int TOO_LARGE = 200_000;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @Test
    void shouldLetTheNewerOfTwoReplayersTakeTheSessionOver(Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings = prepared(TestSettings.fresh(broker, registry, kombo));
        fill(settings, LETTERS);
        AtomicLong seen = new AtomicLong();
        try (LetterDesk older = KafkaLetterDesk.open(settings);
                LetterDesk newer = KafkaLetterDesk.open(settings)) {
            SessionState fresh = SessionState.fresh(older.all(), "0123abcd");
            CompletableFuture<Session.Ending> first = CompletableFuture.supplyAsync(() -> {
                try (Session session = older.begin("one", fresh)) {
                    return session.run(
                            planner(settings, older)::plan,
                            new Pace(Time.SYSTEM, 20),
                            NO_LIMIT,
                            state -> seen.set(state.account().replayed()));
                }
            });
            await().atMost(SOON).until(() -> seen.get() > 0);

            try (Session session = newer.begin("one", SessionState.fresh(newer.all(), "0123abcd"))) {
                assertThat(session.state().account().replayed())
                        .as("it goes on where the other one had come to")
                        .isPositive()
                        .isLessThan(LETTERS);
                assertThat(run(settings, newer, session, NO_LIMIT)).isEqualTo(Session.Ending.DONE);
                assertThat(session.state().account()).isEqualTo(new Account(LETTERS, Map.of()));
            }

            assertThat(first.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(Session.Ending.TAKEN_OVER);
            assertThat(published(settings)).hasSize(LETTERS).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldGoOnAfterALimitAndEndWhereTheTopicEndedWhenItBegan(
            Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings = prepared(TestSettings.fresh(broker, registry, kombo));
        fill(settings, LETTERS);
        try (LetterDesk desk = KafkaLetterDesk.open(settings)) {
            SessionState fresh = SessionState.fresh(desk.all(), "0123abcd");
            try (Session session = desk.begin("limited", fresh)) {
                assertThat(run(settings, desk, session, 7)).isEqualTo(Session.Ending.LIMITED);
            }
            assertThat(published(settings)).hasSize(7);
            fill(settings, 5);

            SessionState known = desk.session("limited").orElseThrow();
            assertThat(known.account()).isEqualTo(new Account(7, Map.of()));
            assertThat(known.decided("0123abcd")).isTrue();
            try (Session session = desk.begin("limited", SessionState.fresh(desk.all(), "0123abcd"))) {
                assertThat(run(settings, desk, session, NO_LIMIT)).isEqualTo(Session.Ending.DONE);
            }
            assertThat(published(settings)).hasSize(LETTERS).doesNotHaveDuplicates();
            assertThat(desk.session("limited"))
                    .hasValueSatisfying(state -> assertThat(state.isDone()).isTrue());
            assertThat(desk.session("never begun")).isEmpty();
        }
    }

    @Test
    void shouldPassOverWhatTheTopicDoesNotTakeAndReplayTheRest(Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings = prepared(TestSettings.fresh(broker, registry, kombo));
        limitIntents(settings, TOO_LARGE / 2);
        fill(settings, 3);
        send(settings, List.of(noisy(TOO_LARGE)));
        fill(settings, 3);
        try (LetterDesk desk = KafkaLetterDesk.open(settings);
                Session session = desk.begin("large", SessionState.fresh(desk.all(), "0123abcd"))) {
            assertThat(run(settings, desk, session, NO_LIMIT)).isEqualTo(Session.Ending.DONE);

            assertThat(session.state().account()).isEqualTo(new Account(6, Map.of(Reason.TOO_LARGE, 1L)));
        }
        assertThat(published(settings)).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void shouldBringBackADeadLetterThatStandsInParts(Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings =
                prepared(TestSettings.fresh(broker, registry, kombo, Map.of("attachments.inline-max", "512kB")));
        fill(settings, 3);
        sendInParts(settings, noisy(400_000));
        fill(settings, 3);
        try (LetterDesk desk = KafkaLetterDesk.open(settings);
                Session session = desk.begin("parts", SessionState.fresh(desk.all(), "0123abcd"))) {
            assertThat(run(settings, desk, session, NO_LIMIT)).isEqualTo(Session.Ending.DONE);

            assertThat(session.state().account()).isEqualTo(new Account(7, Map.of()));
        }
        assertThat(published(settings)).hasSize(7).contains("large").doesNotHaveDuplicates();
    }

    private static Settings prepared(Settings settings) {
        assertThat(TopicsAdmin.prepare(settings, Missing.CREATE)).isInstanceOf(Preparation.Checked.class);
        return settings;
    }

    private static void limitIntents(Settings settings, int bytes) {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, settings.topics().intents());
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            var _ = admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Session.Ending run(Settings settings, LetterDesk desk, Session session, long limit) {
        return session.run(planner(settings, desk)::plan, new Pace(Time.SYSTEM, 0), limit, _ -> {});
    }

    private static Planner planner(Settings settings, LetterDesk desk) {
        return new Planner(
                Selection.ALL,
                new Guard(null, false, false, false, settings.replay().generationsMax()),
                new Admission(settings.attachments()),
                desk::whole,
                desk::decodes,
                Time.SYSTEM::wallMillis);
    }

    private static int filled;

    /** Twice, the first time aborted, so that there are offsets without dead letters. */
    private static void fill(Settings settings, int count) {
        List<ApplicationDeadLetter> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            letters.add(SampleLetters.refused("session-" + filled++).build());
        }
        send(settings, letters);
    }

    private static ApplicationDeadLetter noisy(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        ApplicationIntent small = SampleIntents.of("large");
        ApplicationIntent intent = ApplicationIntent.newBuilder(small)
                .setApplication(Application.newBuilder(small.getApplication())
                        .setAttachments(List.of(Attachment.newBuilder()
                                .setName("cv.pdf")
                                .setType("CV")
                                .setContentType("application/pdf")
                                .setContent(new InlineContent(ByteBuffer.wrap(noise)))
                                .build()))
                        .build())
                .build();
        return SampleLetters.refused("large").setIntent(intent).build();
    }

    private static void sendInParts(Settings settings, ApplicationDeadLetter letter) {
        String topic = settings.topics().deadLetters();
        try (Serde<SpecificRecord> serde = EventSerdes.create(settings.registry())) {
            DeadLetterParts parts = new DeadLetterParts(
                    DeadLetterParts.LEAST_RECORD_BYTES,
                    whole -> serde.serializer().serialize(topic, whole));
            List<ApplicationDeadLetter> pieces = parts.of(new Event(key(letter), letter, new RecordHeaders())).stream()
                    .map(event -> (ApplicationDeadLetter) event.value())
                    .toList();
            assertThat(pieces).hasSizeGreaterThan(1);
            send(settings, pieces);
        }
    }

    private static void send(Settings settings, List<ApplicationDeadLetter> letters) {
        Map<String, Object> client = ClientSettings.producer(settings.kafka());
        client.put("transactional.id", Fresh.name("filler"));
        client.put("max.request.size", 8 << 20);
        String topic = settings.topics().deadLetters();
        try (Serde<SpecificRecord> serde = EventSerdes.create(settings.registry());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (boolean commit : List.of(false, true)) {
                producer.beginTransaction();
                letters.forEach(letter -> {
                    var _ = producer.send(new ProducerRecord<>(
                            topic, key(letter), serde.serializer().serialize(topic, letter)));
                });
                producer.flush();
                if (commit) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }

    /** Spreads them over the partitions; parts of one stay together. */
    private static byte[] key(ApplicationDeadLetter letter) {
        return letter.getIntentId().getBytes(StandardCharsets.UTF_8);
    }

    /** The intents that are committed in the intents topic, by identity. */
    private static List<String> published(Settings settings) {
        String topic = settings.topics().intents();
        List<String> found = new ArrayList<>();
        try (Serde<SpecificRecord> serde = EventSerdes.create(settings.registry());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        ClientSettings.consumer(settings.kafka()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    ApplicationIntent intent =
                            (ApplicationIntent) serde.deserializer().deserialize(topic, record.value());
                    assertThat(intent.getGeneration()).isEqualTo(1);
                    assertThat(record.headers().lastHeader("traceparent")).isNotNull();
                    found.add(intent.getIntentId());
                });
            }
        }
        return found;
    }
}
