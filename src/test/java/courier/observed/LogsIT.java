package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.config.Settings;
import courier.observed.Workers.Seen;
import courier.ops.LogKey;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.SampleIntents;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker process prints, read as a program reads it. */
@WithParts
class LogsIT {

    private static final String INTEGRATION = "workday:closed";
    private static final int INTENTS = 40;

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(WithParts.API_KEY));

    @AfterEach
    void stopStandIn() {
        kombo.close();
    }

    @Test
    void shouldWriteObjectsOfKnownKeysAndTellAFailureOnceWithItsIds(Broker broker, Registry registry)
            throws IOException {
        kombo.behaviours().ofIntegration(INTEGRATION, Behaviour.always(Act.Refuse.with(ErrorCode.JOB_CLOSED)));
        Settings settings = TestSettings.fresh(broker, registry, kombo);
        try (Workers workers = new Workers(settings);
                Stream stream = new Stream(settings)) {
            Seen seen = workers.start("one", Map.of("COURIER_LOG_FORMAT", "json"));
            workers.awaitReady(seen);
            for (int i = 0; i < INTENTS; i++) {
                stream.ask(SampleIntents.of(INTEGRATION, "intent-" + i, "job-" + i));
            }
            await().atMost(Workers.SOON).until(() -> stream.read().deadLetters().size() == INTENTS);
            assertThat(seen.worker().stop()).isZero();

            List<JsonNode> lines = lines(seen.worker().log());
            assertThat(lines).hasSizeGreaterThan(5).allSatisfy(LogsIT::assertIsALine);
            assertThat(lines).extracting(line -> line.get("message").asText()).contains("A worker starts");
            List<JsonNode> failures = lines.stream()
                    .filter(line -> line.get("message").asText().equals("An attempt failed"))
                    .toList();
            assertThat(failures).hasSizeBetween(2, INTENTS / 4).allSatisfy(LogsIT::assertIsOfTheIntegration);
            assertIsOfAnIntent(failures.getFirst());
            assertThat(failures.stream().mapToInt(LogsIT::told).sum()).isEqualTo(INTENTS);
        }
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    /** Itself, unless it is a line for those that were counted, and these. */
    private static int told(JsonNode failure) {
        return failure.path("repeats").asInt() + (failure.has("intent") ? 1 : 0);
    }

    private static void assertIsALine(JsonNode line) {
        Set<String> keys = Arrays.stream(LogKey.values()).map(LogKey::text).collect(Collectors.toSet());
        List<String> names = new ArrayList<>();
        line.fieldNames().forEachRemaining(names::add);
        assertThat(names).startsWith("time", "level", "thread", "logger", "message");
        assertThat(names.subList(5, names.size())).isSubsetOf(keys);
        assertThat(Instant.parse(line.get("time").asText())).isBefore(Instant.now());
    }

    private static void assertIsOfTheIntegration(JsonNode failure) {
        assertThat(failure.get("level").asText()).isEqualTo("WARN");
        assertThat(failure.get("integration").asText()).isEqualTo(INTEGRATION);
        assertThat(failure.get("code").asText()).isEqualTo("ATS.JOB_CLOSED");
        assertThat(failure.get("verdict").asText()).isEqualTo("reject");
    }

    private static void assertIsOfAnIntent(JsonNode failure) {
        String number = failure.get("intent").asText().replace("intent-", "");
        assertThat(number).matches("\\d+");
        assertThat(failure.get("job").asText()).isEqualTo("job-" + number);
        assertThat(failure.get("generation").asText()).isEqualTo("0");
        assertThat(failure.get("attempt").asText()).isEqualTo("1");
        assertThat(failure.get("nonce").asText()).isNotEmpty();
        assertThat(failure.get("http_status").asText()).startsWith("4");
        assertThat(failure.has("repeats")).isFalse();
    }
}
