package courier.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import courier.ops.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard beside the declarations; {@link ObservedIT} holds them to what is scraped. */
final class AlertsTest {

    @Test
    void shouldHaveARuleForEveryMetricThatIsToBeAlertedOn() {
        Set<String> used = names(Rules.alerts());

        assertThat(Arrays.stream(Metric.values()).filter(metric -> metric.alert() != null))
                .hasSizeGreaterThan(5)
                .allSatisfy(metric -> assertThat(used)
                        .as("%s is to be alerted on: %s. %s has no rule for it", metric, metric.alert(), Rules.ALERTS)
                        .anyMatch(name -> name.startsWith(prefix(metric))));
    }

    @Test
    void shouldAlertOnNothingThatTheMetricDoesNotSay() {
        Set<String> alerted = Arrays.stream(Metric.values())
                .filter(metric -> metric.alert() != null)
                .map(AlertsTest::prefix)
                .collect(Collectors.toSet());
        // what is divided by
        alerted.add(prefix(Metric.ATTEMPTED));
        // its absence is the alert
        alerted.add(prefix(Metric.IN_FLIGHT));

        assertThat(names(Rules.alerts()))
                .filteredOn(name -> name.startsWith("courier_"))
                .allMatch(name -> alerted.stream().anyMatch(name::startsWith));
    }

    @Test
    void shouldShowEveryMetricOnTheDashboard() {
        Set<String> used = names(Rules.dashboard());

        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(used)
                        .as("%s is on no panel of %s", metric, Rules.DASHBOARD)
                        .anyMatch(name -> name.startsWith(prefix(metric))));
    }

    @Test
    void shouldSayOfEachAlertWhatItIsAndWhatToDo() {
        Set<String> seen = new HashSet<>();
        for (JsonNode group : Rules.read(Rules.ALERTS).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                String name = rule.get("alert").asText();
                assertThat(seen.add(name)).as("twice: %s", name).isTrue();
                assertThat(name).startsWith("Courier");
                assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
                assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
                assertThat(rule.at("/annotations/description").asText())
                        .as(name)
                        .isNotBlank();
                assertThat(rule.path("for").asText("0m")).as(name).matches("\\d+[smh]");
            }
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void shouldHavePanelsOfDifferentIdsThatDoNotOverlap() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : Rules.read(Rules.DASHBOARD).get("panels")) {
            assertThat(ids.add(panel.get("id").asInt()))
                    .as("%s", panel.get("title"))
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = place.get("x").asInt();
                    x < place.get("x").asInt() + place.get("w").asInt();
                    x++) {
                for (int y = place.get("y").asInt();
                        y < place.get("y").asInt() + place.get("h").asInt();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                    assertThat(x).isLessThan(24);
                }
            }
        }
    }

    /** Counters and timers have endings; of these only the ones that the metric can have count. */
    private static String prefix(Metric metric) {
        String name = metric.text().replace('.', '_');
        return switch (metric.kind()) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            case GAUGE -> metric.unit().isEmpty() ? name : name + "_" + metric.unit();
        };
    }

    private static Set<String> names(Map<String, String> expressions) {
        return expressions.values().stream()
                .map(Expression::of)
                .flatMap(expression -> expression.selectors().stream())
                .map(Expression.Selector::metric)
                .collect(Collectors.toSet());
    }
}
