package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import courier.config.Settings;
import courier.observed.DashboardPicture.Line;
import courier.observed.Prometheus.Series;
import courier.observed.Workers.Seen;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.part.Broker;
import courier.sandbox.part.Registry;
import courier.testing.Fresh;
import courier.testing.Stream;
import courier.testing.TestSettings;
import courier.testing.WithParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The dashboard and the alerts before a real Prometheus that scrapes two workers at work. {@code mvn verify
 * -Dit.excluded-groups=chaos -Dit.test=DashboardIT} runs it, as it takes minutes; with {@code -Ddashboard.update=true}
 * they work for longer, and the picture of the documents is drawn anew.
 */
@WithParts
@Tag("slow")
class DashboardIT {

    private static final Path PICTURE = Path.of("docs", "images", "dashboard.svg");
    private static final Duration SCRAPES = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(75);
    private static final Duration LONG = Duration.ofMinutes(8);
    /** Grafana takes at least four scrapes. */
    private static final String RATE_INTERVAL = "30s";

    @Test
    void shouldHaveSomethingToShowOnEveryPanelAndEvaluateEveryAlert(
            Broker broker, Registry registry, KomboStandIn kombo) throws IOException {
        boolean update = Boolean.getBoolean("dashboard.update");
        Settings settings = TestSettings.fresh(broker, registry, kombo, Map.of("kombo.request-timeout", "4s"));
        try (Workers workers = new Workers(settings);
                Stream stream = new Stream(settings)) {
            Seen one = workers.start("one");
            Seen two = workers.start("two");
            workers.awaitReady(one, two);
            Path directory = Fresh.directory("prometheus");
            try (Prometheus prometheus =
                            Prometheus.startOrSkip(directory, List.of(one.address(), two.address()), SCRAPES);
                    Traffic _ = Traffic.start(kombo, stream)) {
                Instant from = Instant.now();
                await().atMost(LONG.plus(SHORT))
                        .pollInterval(SCRAPES)
                        .until(() -> Instant.now().isAfter(from.plus(update ? LONG : SHORT)));
                // Kafka's clients' metrics are found within a minute, a pause for garbage comes when it comes
                await().atMost(Workers.SOON)
                        .pollInterval(SCRAPES)
                        .untilAsserted(() -> assertThat(empty(answers(prometheus, from, Instant.now())))
                                .as("queries of the dashboard without a series that has a value")
                                .isEmpty());
                assertAlerts(prometheus);
                if (update) {
                    picture(prometheus, from, Instant.now());
                }
            }
        }
    }

    private static void assertAlerts(Prometheus prometheus) {
        Map<String, String> alerts = prometheus.alerts();
        assertThat(alerts).containsOnlyKeys(Rules.alerts().keySet());
        assertThat(alerts.values()).as("%s", alerts).allMatch(List.of("inactive", "pending", "firing")::contains);
        assertThat(alerts)
                .as("the traffic gives reason for these")
                .containsEntry("CourierUnreadable", "firing")
                .containsEntry("CourierInDoubt", "firing")
                .containsEntry("CourierDeadLetters", "firing");
        assertThat(alerts.get("CourierHeldIntegration")).isIn("pending", "firing");
        assertThat(alerts).containsEntry("CourierWedged", "inactive").containsEntry("CourierNobodyThere", "inactive");
    }

    /** By panel and query. */
    private static Map<JsonNode, Map<JsonNode, List<Series>>> answers(Prometheus prometheus, Instant from, Instant to) {
        Map<JsonNode, Map<JsonNode, List<Series>>> answers = new LinkedHashMap<>();
        for (JsonNode panel : Rules.read(Rules.DASHBOARD).get("panels")) {
            Map<JsonNode, List<Series>> its = new LinkedHashMap<>();
            for (JsonNode target : panel.path("targets")) {
                String query = target.get("expr")
                        .asText()
                        .replace("$__rate_interval", RATE_INTERVAL)
                        .replace("$integration", ".*");
                its.put(target, prometheus.range(query, from, to));
            }
            answers.put(panel, its);
        }
        return answers;
    }

    private static List<String> empty(Map<JsonNode, Map<JsonNode, List<Series>>> answers) {
        List<String> empty = new ArrayList<>();
        answers.forEach((panel, its) -> its.forEach((target, series) -> {
            if (series.stream().noneMatch(Series::hasValue)) {
                empty.add(
                        panel.get("title").asText() + ": " + target.get("expr").asText());
            }
        }));
        return empty;
    }

    private static void picture(Prometheus prometheus, Instant from, Instant to) throws IOException {
        Map<Integer, List<Line>> lines = new LinkedHashMap<>();
        answers(prometheus, from, to)
                .forEach((panel, its) -> its.forEach((target, all) -> {
                    for (Series series : all) {
                        String legend = target.path("legendFormat").asText();
                        for (Map.Entry<String, String> label : series.labels().entrySet()) {
                            legend = legend.replace("{{" + label.getKey() + "}}", label.getValue());
                        }
                        lines.computeIfAbsent(panel.get("id").asInt(), _ -> new ArrayList<>())
                                .add(new Line(legend, series));
                    }
                }));
        Files.createDirectories(PICTURE.toAbsolutePath().getParent());
        Files.writeString(PICTURE, new DashboardPicture(from, to).of(Rules.read(Rules.DASHBOARD), lines));
    }
}
