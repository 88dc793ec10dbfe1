package courier.tracing;

import courier.config.Settings;
import courier.intent.Identity;
import courier.intent.Origin;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a span says of a stage. Names of attributes are OpenTelemetry's where it has one (messaging, HTTP client), else
 * begin with {@code courier.}. Values are ids, counts and codes: never personal data, a key, or an address of a file.
 *
 * @param from in milliseconds since the epoch, like {@code to}; not after it
 * @param error the code of what went wrong; null for nothing
 */
record Detail(
        String name,
        SpanKind kind,
        long from,
        long to,
        Attributes attributes,
        @Nullable String error) {

    /** A code is one of Kombo's or Courier's, but an answer may have anything in its place. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_.]{1,255}");

    private static final int CLIENT_ERROR = 400;

    static Detail of(Traced of, Stage stage, Settings settings) {
        AttributesBuilder attributes = Attributes.builder();
        about(of, attributes);
        return switch (stage) {
            case Stage.Admission told -> admission(of, told, settings.kafka().applicationId(), attributes);
            case Stage.Queue(int attempt, long from, long to) ->
                detail("queue", SpanKind.INTERNAL, from, to, attributes.put("courier.attempt", attempt), null);
            case Stage.Attachments(int attempt, long from, long to, String code) ->
                detail(
                        "attachments",
                        SpanKind.INTERNAL,
                        from,
                        to,
                        coded(code, attributes).put("courier.attempt", attempt),
                        code);
            case Stage.Call told -> call(told, attributes);
            case Stage.Outcome told -> outcome(told, settings.topics(), attributes);
        };
    }

    private static void about(Traced of, AttributesBuilder attributes) {
        Identity identity = of.identity();
        if (identity != null) {
            attributes
                    .put("courier.integration.id", identity.integrationId())
                    .put("courier.intent.id", identity.intentId())
                    .put("courier.generation", identity.generation());
        }
        if (of.jobId() != null) {
            attributes.put("courier.job.id", of.jobId());
        }
    }

    private static Detail admission(Traced of, Stage.Admission told, String group, AttributesBuilder attributes) {
        long from = told.to();
        Origin origin = of.origin();
        if (origin != null) {
            from = origin.timestamp();
            messaging("process", origin.topic(), attributes)
                    .put("messaging.destination.partition.id", Integer.toString(origin.partition()))
                    .put("messaging.kafka.offset", origin.offset())
                    .put("messaging.consumer.group.name", group);
        }
        coded(told.code(), attributes).put("courier.admission", told.result());
        return detail("admission", SpanKind.CONSUMER, from, told.to(), attributes, told.code());
    }

    private static Detail call(Stage.Call told, AttributesBuilder attributes) {
        attributes.put("courier.attempt", told.attempt()).put("courier.verdict", told.verdict());
        if (told.method() != null) {
            attributes.put("http.request.method", told.method());
        }
        if (told.address() != null) {
            address(told.address(), attributes);
        }
        Integer status = told.status();
        if (status != null) {
            attributes.put("http.response.status_code", status.longValue());
        }
        coded(told.code(), attributes);
        // of an answer below 400 that leads to more than a success it is the verdict that says so, not the call
        String error = null;
        if (status == null) {
            error = told.code();
        } else if (status >= CLIENT_ERROR) {
            error = Objects.requireNonNullElse(told.code(), "HTTP_" + status);
        }
        if (error != null) {
            attributes.put("error.type", status == null ? plain(error) : status.toString());
        }
        return detail("call", SpanKind.CLIENT, told.from(), told.to(), attributes, error);
    }

    private static void address(URI address, AttributesBuilder attributes) {
        boolean tls = "https".equals(address.getScheme());
        attributes
                .put("url.full", address.toString())
                .put("server.address", address.getHost())
                .put("server.port", address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80);
    }

    private static Detail outcome(Stage.Outcome told, Settings.Topics topics, AttributesBuilder attributes) {
        String topic = switch (told.end()) {
            case SUCCESS -> topics.successes();
            case DEAD_LETTER -> topics.deadLetters();
            case WARNING -> topics.warnings();
        };
        messaging("send", topic, attributes)
                .put("courier.end", told.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        coded(told.code(), attributes);
        String error = told.end() == Stage.End.DEAD_LETTER ? told.code() : null;
        return detail("outcome", SpanKind.PRODUCER, told.from(), told.to(), attributes, error);
    }

    private static AttributesBuilder messaging(String operation, String topic, AttributesBuilder attributes) {
        return attributes
                .put("messaging.system", "kafka")
                .put("messaging.operation.name", operation)
                .put("messaging.operation.type", operation)
                .put("messaging.destination.name", topic);
    }

    private static Detail detail(
            String name, SpanKind kind, long from, long to, AttributesBuilder attributes, @Nullable String error) {
        String plain = error == null ? null : plain(error);
        return new Detail(name, kind, Math.min(from, to), to, attributes.build(), plain);
    }

    private static AttributesBuilder coded(@Nullable String code, AttributesBuilder attributes) {
        return code == null ? attributes : attributes.put("courier.code", plain(code));
    }

    private static String plain(String code) {
        return CODE.matcher(code).matches() ? code : "UNKNOWN";
    }
}
