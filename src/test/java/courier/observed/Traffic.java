package courier.observed;

import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Attachment;
import courier.avro.BlobReference;
import courier.ops.Time;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.Latency;
import courier.sandbox.kombo.behaviour.Trigger;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Intents for some integrations, of which a few are in trouble, until it is closed.
 *
 * <p>Threads: it publishes on a thread of its own, which has the stream to itself until then.
 */
final class Traffic implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(120);
    private static final List<String> INTEGRATIONS = List.of(
            "workday:well-1", "workday:well-2", "greenhouse:well-3", "personio:well-4", "lever:well-5", "icims:well-6");
    private static final String BROKEN = "greenhouse:broken";
    private static final String FLAKY = "successfactors:flaky";
    private static final String NARROW = "smartrecruiters:narrow";

    private final Stream stream;
    private final Thread thread;
    private volatile boolean closed;

    private Traffic(Stream stream) {
        this.stream = stream;
        this.thread = Thread.ofPlatform().name("traffic").unstarted(this::publish);
    }

    static Traffic start(KomboStandIn kombo, Stream stream) {
        kombo.limits().rate(6_000, Duration.ofMinutes(1));
        kombo.limits().concurrency(NARROW, 3);
        kombo.behaviours().byDefault(Behaviour.WELL.taking(new Latency.LogNormal(Duration.ofMillis(700), 0.6, 1)));
        kombo.behaviours().ofIntegration(BROKEN, Behaviour.always(Act.Refuse.with(ErrorCode.CONNECTION_INVALID)));
        kombo.behaviours()
                .ofIntegration(
                        FLAKY,
                        Behaviour.WELL
                                .then(new Trigger.Chance(0.4, 2), Act.Refuse.with(ErrorCode.REMOTE_UNAVAILABLE))
                                .taking(new Latency.LogNormal(Duration.ofMillis(900), 0.7, 3)));
        kombo.behaviours().ofJob("job-warned", Behaviour.always(new Act.Warn(List.of("No field for the phone."))));
        kombo.behaviours().ofJob("job-refused", Behaviour.always(Act.Refuse.with(ErrorCode.REMOTE_INPUT_INVALID)));
        kombo.behaviours().ofJob("job-cut", Behaviour.always(new Act.Cut(Act.Moment.AFTER_CREATION)));
        Traffic traffic = new Traffic(stream);
        traffic.thread.start();
        return traffic;
    }

    private void publish() {
        for (int i = 0; !closed; i++) {
            String integration = INTEGRATIONS.get(i % INTEGRATIONS.size());
            ask(i % 4 == 0 ? withFile(integration, "i" + i) : SampleIntents.of(integration, "i" + i, job(i)));
            if (i % 3 == 0) {
                ask(SampleIntents.of(NARROW, "n" + i, "job-1"));
            }
            if (i % 5 == 0) {
                ask(SampleIntents.of(FLAKY, "f" + i, "job-1"));
            }
            if (i % 20 == 10) {
                ask(SampleIntents.of(BROKEN, "b" + i, "job-1"));
                ask(SampleIntents.of(integration, "i" + (i - 10), job(i - 10)));
                stream.ask("key".getBytes(StandardCharsets.UTF_8), "no Avro".getBytes(StandardCharsets.UTF_8));
            }
            Time.SYSTEM.sleep(PAUSE);
        }
    }

    private static String job(int i) {
        return switch (i % 30) {
            case 1, 7, 13 -> "job-refused";
            case 2 -> "job-warned";
            case 3 -> i < 200 ? "job-cut" : "job-1";
            default -> "job-1";
        };
    }

    private void ask(ApplicationIntent intent) {
        stream.ask(intent);
    }

    private static ApplicationIntent withFile(String integration, String intentId) {
        ApplicationIntent plain = SampleIntents.of(integration, intentId, "job-1");
        Attachment file = Attachment.newBuilder()
                .setName("CV.pdf")
                .setType("CV")
                .setContentType("application/pdf")
                .setContent(BlobReference.newBuilder()
                        .setUri(Path.of("config/sandbox/files/anna-cv.pdf")
                                .toUri()
                                .toString())
                        .build())
                .build();
        return ApplicationIntent.newBuilder(plain)
                .setApplication(Application.newBuilder(plain.getApplication())
                        .setAttachments(List.of(file))
                        .build())
                .build();
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(Duration.ofSeconds(60))) {
                throw new IllegalStateException("the traffic does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
