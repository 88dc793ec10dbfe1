package courier.bench.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the matter with the sick integration. */
enum Arm {
    WELL("all well", null),
    HANGING("hanging (never answers)", "{\"hang\": true}"),
    FAILING("failing (503)", "{\"refuse\": \"REMOTE.SERVICE_UNAVAILABLE\"}"),
    THROTTLING("throttling (429, wait 1 s)", "{\"refuse\": \"REMOTE.RATE_LIMIT_EXCEEDED\", \"retry_after\": \"1s\"}"),
    BROKEN("broken (access revoked)", "{\"refuse\": \"INTEGRATION.AUTHENTICATION_INVALID\"}"),
    /** Shows how much two runs differ where nothing does. */
    WELL_AGAIN("all well, again", null);

    private final String text;
    private final @Nullable String rule;

    Arm(String text, @Nullable String rule) {
        this.text = text;
        this.rule = rule;
    }

    String text() {
        return text;
    }

    boolean isSick() {
        return rule != null;
    }

    /** The sick integration's behaviour; refusals come quickly. */
    String behaviour() {
        return "{\"latency\": {\"fixed\": \"50ms\"}, \"rules\": [" + rule + "]}";
    }

    /** All arms, each repetition beginning with another one, so that drift hits all alike. */
    static List<Arm> inTurn(int repetition) {
        List<Arm> arms = new ArrayList<>(List.of(values()));
        Collections.rotate(arms, -repetition);
        return arms;
    }
}
