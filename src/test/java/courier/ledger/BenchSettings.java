package courier.ledger;

import static java.util.Map.entry;

import courier.config.DoubtPolicy;
import courier.config.Settings;
import courier.testing.TestSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings of a {@link TaskBench}: the times of {@link Given}. */
final class BenchSettings {

    private BenchSettings() {}

    static Settings slots(int slots) {
        return TestSettings.of(values(slots));
    }

    /** Doubts are verified by {@link Given}'s rules, but of this integration parked. */
    static Settings verifying(String parking) {
        Map<String, String> values = new HashMap<>(values(30));
        Settings.Doubt doubt = Given.doubtPolicy(DoubtPolicy.VERIFY);
        values.put("doubt.policy", "verify");
        values.put("doubt.verify-attempts", Integer.toString(doubt.attempts()));
        values.put("doubt.verify-first-delay", millis(doubt.firstDelay()));
        values.put("doubt.verify-clock-skew", millis(doubt.clockSkew()));
        values.put("integrations." + parking + ".doubt.policy", "park");
        return TestSettings.of(values);
    }

    private static Map<String, String> values(int slots) {
        return Map.ofEntries(
                entry("topics.partitions", "4"),
                entry("kombo.connect-timeout", "2s"),
                entry("kombo.request-timeout", "5s"),
                entry("limits.slots-per-integration", Integer.toString(slots)),
                entry("limits.slots-per-worker", "100"),
                entry("retry.initial-delay", millis(Given.RETRY.initialDelay())),
                entry("retry.max-delay", millis(Given.RETRY.maxDelay())),
                entry("retry.max-attempts", Integer.toString(Given.RETRY.maxAttempts())),
                entry("retry.max-age", millis(Given.RETRY.maxAge())),
                entry("hold.probe-interval", millis(Given.HOLD.probeInterval())),
                entry("hold.limit", millis(Given.HOLD.limit())),
                entry("hold.failures-in-row", Integer.toString(Given.HOLD.failuresInRow())),
                entry("ledger.outcome-delivery", "10s"),
                entry("ledger.memory", millis(Given.MEMORY)));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
