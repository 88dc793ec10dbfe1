package courier.topology;

import courier.config.LiveSettings;
import courier.config.Settings;
import courier.dispatch.Departures;
import courier.dispatch.OutcomePublisher;
import courier.dispatch.Searches;
import courier.intent.IntentAvro;
import courier.ledger.Crew;
import courier.ops.ExitCode;
import courier.ops.LogKey;
import courier.ops.Meters;
import courier.ops.Metric;
import courier.ops.Time;
import courier.status.Operations;
import courier.submission.LoggedJourney;
import courier.submission.MeasuredJourney;
import courier.submission.Submission;
import courier.submission.TracedJourney;
import courier.submission.limit.Bounds;
import courier.submission.limit.Limiter;
import courier.tracing.Tracing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's life: checks what it stands on, runs the stream, and ends in the order that leaves nothing in doubt.
 *
 * <p>Threads: {@link #run} is called once and blocks; {@link #stop} may be called by any thread.
 */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    static final String DENIED = "Kafka denies access";

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration DRAIN_MARGIN = Duration.ofSeconds(5);
    /** A request of a search may take so long; an outcome may then wait for its acknowledgement as well. */
    private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(35);

    private final LiveSettings live;
    private final Settings settings;
    private final Function<Meters, KafkaClientSupplier> clients;
    private final Time time = Time.SYSTEM;
    private final CompletableFuture<ExitCode> ending = new CompletableFuture<>();
    private Map<TopicRole, Long> sizes = Map.of();
    private volatile boolean undelivered;

    /** A worker with Kafka's own clients. */
    public Worker(LiveSettings settings) {
        this(meters -> new FencedClients(took -> meters.time(Metric.COMMIT, took)), settings);
    }

    /** A worker whose stream gets its clients elsewhere. */
    Worker(LiveSettings settings, KafkaClientSupplier clients) {
        this(_ -> clients, settings);
    }

    private Worker(Function<Meters, KafkaClientSupplier> clients, LiveSettings live) {
        this.live = live;
        this.settings = live.settings();
        this.clients = clients;
    }

    /** Asks the worker to end; returns at once. */
    public void stop() {
        ending.complete(ExitCode.OK);
    }

    /** Runs until stopped or failed; returns how it ended. */
    public ExitCode run() {
        try (Operations operations = Operations.open(live, KnownCodes.of(settings), time)) {
            return seen(operations);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getClass().getSimpleName())
                    .log("The worker's pages cannot be opened there: http.host and http.port must be free");
            return ExitCode.INVALID_CONFIGURATION;
        }
    }

    private ExitCode seen(Operations operations) {
        try (StateDirectory directory = StateDirectory.take(settings.kafka().stateDir())) {
            if (directory == null) {
                LOG.error("Another process holds the state directory (kafka.state-dir): give each worker its own");
                return ExitCode.INVALID_CONFIGURATION;
            }
            LOG.atInfo()
                    .addKeyValue(LogKey.WORKER.text(), directory.incarnation().id())
                    .log("A worker starts");
            ExitCode obstacle = topics();
            return obstacle != null ? obstacle : withSerde(directory, operations);
        } catch (StateDirectory.OpenToOthersException e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getMessage())
                    .log("The state directory (kafka.state-dir) is open to others: name a folder inside of the mount");
            return ExitCode.INVALID_CONFIGURATION;
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getClass().getSimpleName())
                    .log("The state directory (kafka.state-dir) cannot be used");
            return ExitCode.INVALID_CONFIGURATION;
        }
    }

    private @Nullable ExitCode topics() {
        try (Admin admin = Admin.create(ClientSettings.admin(settings.kafka()))) {
            TopicPlan plan = TopicPlan.load();
            return switch (TopicsAdmin.prepare(admin, plan, settings)) {
                case Preparation.Denied(String reason) -> {
                    LOG.atError().addKeyValue(LogKey.REASON.text(), reason).log(DENIED);
                    yield ExitCode.ACCESS_DENIED;
                }
                case Preparation.Unavailable(String reason) -> {
                    LOG.atError().addKeyValue(LogKey.REASON.text(), reason).log("No broker could be asked");
                    yield ExitCode.BROKER_UNAVAILABLE;
                }
                case Preparation.Checked checked -> {
                    checked.findings().forEach(finding -> LOG.warn("{}", finding));
                    sizes = TopicsAdmin.sizes(admin, plan, settings);
                    yield checked.sound() ? null : ExitCode.TOPICS_WRONG;
                }
            };
        } catch (KafkaException e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), KafkaCluster.reason(e))
                    .log("The Kafka client cannot be made (kafka.properties)");
            return KafkaCluster.isUnreachable(e) ? ExitCode.BROKER_UNAVAILABLE : ExitCode.INVALID_CONFIGURATION;
        }
    }

    private ExitCode withSerde(StateDirectory directory, Operations operations) throws IOException {
        PublicSchemas schemas = new PublicSchemas(settings, time);
        try (Serde<SpecificRecord> serde = schemas.serde()) {
            return schemas.resolve(serde, ending::isDone) ? stream(directory, serde, operations) : ending.join();
        } catch (KafkaException e) {
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), e.getMessage())
                    .log("The schema registry or its serde refused");
            return ExitCode.REGISTRY_UNAVAILABLE;
        }
    }

    private ExitCode stream(StateDirectory directory, Serde<SpecificRecord> serde, Operations operations)
            throws IOException {
        TopicPlan plan = TopicPlan.load();
        Submission submission = Submission.of(settings, live::integrations, IntentAvro::fromAvro, time);
        String instance = directory.incarnation().id();
        try (Tracing tracing = Tracing.of(settings, instance, operations.meters());
                submission;
                OutcomeProducer producer = OutcomeProducer.open(settings, plan)) {
            OutcomePublisher publisher = new OutcomePublisher(
                    producer, instance, time, settings.ledger().outcomeDelivery(), () -> {
                        undelivered = true;
                        ending.complete(ExitCode.OUTCOME_UNDELIVERED);
                    });
            Departures departures = new Departures(
                    new LoggedJourney(
                            new TracedJourney(new MeasuredJourney(submission, operations.meters()), tracing, time)),
                    publisher,
                    time,
                    settings.ledger().startBy());
            Limiter limiter = new Limiter(bounds(), time);
            Crew crew = new Crew(
                    settings,
                    live::integrations,
                    directory.incarnation(),
                    limiter,
                    departures,
                    new Searches(submission, publisher, limiter, time),
                    publisher,
                    operations.meters(),
                    tracing,
                    operations.overview(),
                    time,
                    () -> ThreadLocalRandom.current().nextDouble());
            KafkaStreams streams = new KafkaStreams(
                    new CourierTopology(settings, plan, crew, Rooms.of(settings, plan, sizes), serde).build(),
                    StreamSettings.of(settings, plan, operations.address()),
                    clients.apply(operations.meters()));
            directory.keepClosed();
            return live(streams, crew, operations);
        } catch (KafkaException e) {
            String denial = Denial.of(e);
            LOG.atError()
                    .addKeyValue(LogKey.REASON.text(), denial == null ? KafkaCluster.reason(e) : denial)
                    .log(denial == null ? "The stream cannot be set up" : DENIED);
            return denial == null ? ExitCode.BROKER_UNAVAILABLE : ExitCode.ACCESS_DENIED;
        }
    }

    private Bounds bounds() {
        Settings.Limits limits = settings.limits();
        return new Bounds(
                integrationId -> live.integrations().of(integrationId).slots(),
                integrationId -> live.integrations().of(integrationId).slotsMax(),
                limits.slotsPerWorker(),
                limits.attachmentBytes(),
                limits.ahead(),
                settings.ledger().startBy());
    }

    private ExitCode live(KafkaStreams streams, Crew crew, Operations operations) {
        streams.setUncaughtExceptionHandler(new StreamFailures(time, ending::complete));
        streams.setStateListener((now, _) -> {
            LOG.atInfo().addKeyValue(LogKey.STATE.text(), now).log("The stream changed its state");
            if (now == KafkaStreams.State.ERROR) {
                ending.complete(ExitCode.STREAM_FAILED);
            }
        });
        URI address = operations.address();
        if (address != null) {
            Settings.Topics topics = settings.topics();
            operations.streaming(
                    new StreamsView(streams, topics.outcomes(), topics.partitions(), address),
                    crew.limiter(),
                    crew.departures());
        }
        try (SettingsWatch _ = new SettingsWatch(live, time).start()) {
            streams.start();
            ExitCode asked = ending.join();
            operations.stopping();
            return shutDown(streams, crew, asked);
        }
    }

    /**
     * No new call starts; the tasks go to the other workers; the calls that run are waited for, as their outcomes must
     * be written; then the producer of the outcomes is flushed and closed by its owner.
     */
    private ExitCode shutDown(KafkaStreams streams, Crew crew, ExitCode asked) {
        Departures departures = crew.departures();
        LOG.atInfo()
                .addKeyValue(LogKey.COUNT.text(), departures.running())
                .log("The worker stops: no new calls, waiting for those under way");
        departures.stop();
        crew.searches().stop();
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!closed) {
            LOG.warn("The stream did not close in time");
        }
        Duration patience = settings.kombo()
                .connectTimeout()
                .plus(settings.kombo().requestTimeout())
                .plus(settings.ledger().outcomeDelivery())
                .plus(DRAIN_MARGIN);
        int left = departures.drain(patience);
        if (!crew.searches().drain(SEARCH_PATIENCE)) {
            LOG.warn("A search for an application did not end in time; it is begun anew by its next owner");
        }
        ExitCode code = code(asked, left);
        LOG.atInfo()
                .addKeyValue(LogKey.COUNT.text(), left)
                .addKeyValue(LogKey.EXIT_CODE.text(), code.number())
                .addKeyValue(LogKey.TALLY.text(), crew.meters().counts())
                .log("The worker has stopped, with so many calls left");
        return code;
    }

    private ExitCode code(ExitCode asked, int left) {
        if (asked != ExitCode.OK) {
            return asked;
        }
        if (undelivered) {
            return ExitCode.OUTCOME_UNDELIVERED;
        }
        return left > 0 ? ExitCode.CALLS_LEFT : ExitCode.OK;
    }
}
