package courier.sandbox.kombo.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import courier.sandbox.kombo.behaviour.Act.Creation;
import courier.sandbox.kombo.behaviour.Act.Moment;
import courier.sandbox.kombo.behaviour.Act.RetryAfter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads behaviours from JSON, or from YAML read as JSON. An unknown name is an error: a misspelt rule would be one that
 * never acts.
 *
 * <pre>{@code
 * latency: {fixed: 200ms}            # or {uniform: [50ms, 2s], seed: 7}, or {median: 800ms, sigma: 0.8, seed: 7}
 * refuse_second: true
 * rules:                             # each with first: 2, every: 3, chance: 0.1 with seed: 7, or none of them
 *   - {first: 2, refuse: REMOTE.SERVICE_UNAVAILABLE, retry_after: 1s}      # also status: 418, created: true
 *   - {every: 3, page: 503, retry_after_date: 2s}                          # also created: true
 *   - {cut: after_creation}          # or before_body, before_creation, in_answer
 *   - {warn: [text]}                 # or hang: true, truncate: true, late: 5s
 * }</pre>
 */
public final class BehaviourReader {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Set<String> TRIGGERS = Set.of("first", "every", "chance");
    private static final Set<String> ACTS = Set.of("refuse", "page", "cut", "warn", "hang", "truncate", "late");
    private static final Set<String> DETAILS = Set.of("seed", "status", "created", "retry_after", "retry_after_date");

    private BehaviourReader() {}

    /**
     * Reads one behaviour.
     *
     * @throws IllegalArgumentException naming what cannot be understood
     */
    public static Behaviour read(JsonNode json) {
        allow(json, Set.of("latency", "refuse_second", "rules"));
        List<Behaviour.Rule> rules = new ArrayList<>();
        for (JsonNode rule : json.path("rules")) {
            rules.add(rule(rule));
        }
        Latency latency = json.has("latency") ? latency(json.get("latency")) : null;
        return new Behaviour(latency, rules, json.path("refuse_second").asBoolean(false));
    }

    /** Reads a duration such as {@code 200ms}, {@code 5s}, {@code 10m}, {@code 2h} or {@code 7d}. */
    public static Duration duration(JsonNode json) {
        Matcher matcher = DURATION.matcher(json.asText());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration such as 200ms, 5s, 10m, 2h, 7d: " + json);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Latency latency(JsonNode json) {
        allow(json, Set.of("fixed", "uniform", "median", "sigma", "seed"));
        long seed = json.path("seed").asLong(0);
        if (json.has("fixed")) {
            return new Latency.Fixed(duration(json.get("fixed")));
        }
        if (json.path("uniform").size() == 2) {
            JsonNode bounds = json.get("uniform");
            return new Latency.Uniform(duration(bounds.get(0)), duration(bounds.get(1)), seed);
        }
        if (json.has("median")) {
            return new Latency.LogNormal(
                    duration(json.get("median")), json.path("sigma").asDouble(1), seed);
        }
        throw new IllegalArgumentException("a latency needs fixed, uniform (two durations), or median: " + json);
    }

    private static Behaviour.Rule rule(JsonNode json) {
        Set<String> known = new TreeSet<>(TRIGGERS);
        known.addAll(ACTS);
        known.addAll(DETAILS);
        allow(json, known);
        return new Behaviour.Rule(trigger(json), act(json));
    }

    private static Trigger trigger(JsonNode json) {
        return switch (only(json, TRIGGERS)) {
            case null -> new Trigger.Always();
            case "first" -> new Trigger.First(json.get("first").asLong());
            case "every" -> new Trigger.Every(json.get("every").asLong());
            default ->
                new Trigger.Chance(
                        json.get("chance").asDouble(), json.path("seed").asLong(0));
        };
    }

    private static Act act(JsonNode json) {
        String name = only(json, ACTS);
        if (name == null) {
            throw new IllegalArgumentException("a rule needs one of " + new TreeSet<>(ACTS) + ": " + json);
        }
        return switch (name) {
            case "refuse" -> refuse(json);
            case "page" -> new Act.Page(json.get("page").asInt(), retryAfter(json), creation(json));
            case "cut" -> new Act.Cut(moment(json.get("cut")));
            case "warn" -> new Act.Warn(texts(json.get("warn")));
            case "hang" -> new Act.Hang();
            case "truncate" -> new Act.Truncate();
            default -> new Act.Late(duration(json.get("late")));
        };
    }

    private static Act refuse(JsonNode json) {
        String code = json.get("refuse").isNull() ? null : json.get("refuse").asText();
        int usual =
                code == null ? 500 : ErrorCode.of(code).map(ErrorCode::status).orElse(400);
        return new Act.Refuse(code, json.path("status").asInt(usual), retryAfter(json), creation(json));
    }

    private static Creation creation(JsonNode json) {
        return json.path("created").asBoolean(false) ? Creation.DONE : Creation.SKIPPED;
    }

    private static @Nullable RetryAfter retryAfter(JsonNode json) {
        if (json.has("retry_after")) {
            return new RetryAfter.Seconds(duration(json.get("retry_after")).toSeconds());
        }
        return json.has("retry_after_date") ? new RetryAfter.Date(duration(json.get("retry_after_date"))) : null;
    }

    private static Moment moment(JsonNode json) {
        return Moment.valueOf(json.asText().toUpperCase(Locale.ROOT));
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String only(JsonNode json, Set<String> names) {
        List<String> present = names.stream().filter(json::has).toList();
        if (present.size() > 1) {
            throw new IllegalArgumentException("only one of " + present + " can be meant: " + json);
        }
        return present.isEmpty() ? null : present.getFirst();
    }

    private static void allow(JsonNode json, Set<String> names) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("an object is needed, with any of " + new TreeSet<>(names));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(name + " is not known; known are " + new TreeSet<>(names));
            }
        });
    }
}
