package courier.observed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The expressions of the committed alert rules and of the dashboard, by where they stand. */
final class Rules {

    static final Path ALERTS = Path.of("config", "prometheus", "alerts.yaml");
    static final Path DASHBOARD = Path.of("config", "grafana", "courier.json");

    private Rules() {}

    static Map<String, String> alerts() {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode group : read(ALERTS).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                expressions.put(rule.get("alert").asText(), rule.get("expr").asText());
            }
        }
        return expressions;
    }

    static Map<String, String> dashboard() {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode panel : read(DASHBOARD).get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.put(
                        panel.get("title").asText() + " / "
                                + target.get("refId").asText(),
                        target.get("expr").asText());
            }
        }
        for (JsonNode variable : read(DASHBOARD).at("/templating/list")) {
            String query = variable.path("query").path("query").asText("");
            if (query.startsWith("label_values(")) {
                expressions.put(
                        "variable " + variable.get("name").asText(),
                        query.substring("label_values(".length(), query.indexOf(',')));
            }
        }
        return expressions;
    }

    static JsonNode read(Path file) {
        try {
            return (file.toString().endsWith(".json") ? new JsonMapper() : new YAMLMapper()).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
