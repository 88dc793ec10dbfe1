package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import courier.config.Settings;
import courier.ops.ExitCode;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WithParts
class PipelineIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void shouldDeliverAnIntentOnceAndSaySo(Broker broker, Registry registry, KomboStandIn kombo) {
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (RunningWorker worker = RunningWorker.start(settings);
                Stream stream = new Stream(settings)) {
            stream.ask(SampleIntents.of("happy"));
            await().atMost(SOON).until(() -> stream.read().ends() > 0);

            assertThat(stream.successes()).singleElement().satisfies(success -> {
                assertThat(success.getIntentId()).isEqualTo("happy");
                assertThat(success.getAttempts()).isEqualTo(1);
                assertThat(success.getApplication().getId()).isNotBlank();
            });
            assertThat(kombo.journal().postsOf("happy")).hasSize(1);
            assertThat(worker.stop()).isEqualTo(ExitCode.OK);
        }
    }
}
