package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import courier.config.Settings;
import courier.observed.Workers.Seen;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker process whose settings' file is changed under it. */
@WithParts
class ReloadIT {

    private static final String CHANGED = "workday:changed";
    private static final String OTHER = "workday:other";
    private static final Duration CALL = Duration.ofSeconds(1);
    private static final int INTENTS = 700;
    private static final int SLOTS = 10;
    private static final int FEWER = 2;
    private static final int LOOKS = 20;

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));
    private int asked;

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldFollowTheFileWithoutARestartAndRefuseOneThatHasMistakes(Broker broker, Registry registry)
            throws IOException {
        kombo.behaviours().byDefault(Behaviour.always(new Act.Late(CALL)));
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (Workers workers = new Workers(settings);
                Stream stream = new Stream(settings)) {
            Seen seen = workers.start("one", "reload: {interval: 200ms}\n" + slots(CHANGED, SLOTS));
            workers.awaitReady(seen);
            Path file = seen.file();
            String first = inForce(workers, seen).get("digest").asText();
            String without = Files.readString(file).replace(slots(CHANGED, SLOTS), "");
            ask(stream, CHANGED);
            ask(stream, OTHER);
            await().atMost(Workers.SOON).until(() -> running(CHANGED) == SLOTS);

            replace(file, without + slots(CHANGED, FEWER));
            await().atMost(Workers.SOON)
                    .until(() -> !inForce(workers, seen).get("digest").asText().equals(first));
            await().atMost(Workers.SOON).until(() -> running(CHANGED) <= FEWER);
            int most = 0;
            int mostOfOther = 0;
            for (int look = 0; look < LOOKS; look++) {
                most = Math.max(most, running(CHANGED));
                mostOfOther = Math.max(mostOfOther, running(OTHER));
                int seenSoFar = kombo.journal().posts().size();
                await().atMost(Workers.SOON).until(() -> kombo.journal().posts().size() > seenSoFar);
            }
            assertThat(most).as("calls at a time").isBetween(1, FEWER);
            assertThat(mostOfOther).as("another integration").isGreaterThan(FEWER);

            String second = inForce(workers, seen).get("digest").asText();
            replace(file, without + "integrations: {'" + CHANGED + "': {limits: {slots-per-integration: none}}}\n");
            await().atMost(Workers.SOON)
                    .until(() -> inForce(workers, seen).path("refused").asText().equals("invalid"));
            assertThat(inForce(workers, seen).get("digest").asText()).isEqualTo(second);
            assertThat(workers.scrape(seen).sum("courier_settings_refused")).hasValue(1);
            assertThat(Files.readString(seen.worker().log()))
                    .contains("have mistakes; those before stay in force", "slots-per-integration = \"none\"");
            int before = stream.read().ends();
            await().atMost(Workers.SOON).until(() -> stream.read().ends() > before + FEWER);

            replace(file, without + slots(CHANGED, SLOTS));
            await().atMost(Workers.SOON).until(() -> running(CHANGED) == SLOTS);
            assertThat(inForce(workers, seen).get("refused").isNull()).isTrue();
            assertThat(inForce(workers, seen).get("digest").asText()).isEqualTo(first);
            assertThat(seen.worker().stop()).isZero();
        }
    }

    private static String slots(String integration, int slots) {
        return "integrations: {'" + integration + "': {limits: {slots-per-integration: " + slots
                + ", slots-per-integration-max: " + slots + "}}}\n";
    }

    /** As an editor does it: there is no moment in which the file is half written. */
    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static JsonNode inForce(Workers workers, Seen seen) {
        return workers.get(seen, "/status").json().at("/worker/settings");
    }

    private int running(String integration) {
        return kombo.limits().inFlight().getOrDefault(integration, 0);
    }

    private void ask(Stream stream, String integration) {
        for (int i = 0; i < INTENTS; i++) {
            asked++;
            stream.ask(SampleIntents.of(integration, "intent-" + asked, "job-" + asked));
        }
    }
}
