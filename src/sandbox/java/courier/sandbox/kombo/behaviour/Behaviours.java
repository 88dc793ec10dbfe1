package courier.sandbox.kombo.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All behaviours that are set, and the choice among them: the job's goes before the integration's, which replaces the
 * default. Safe for use by many threads; what is set holds for the requests that arrive after it.
 */
public final class Behaviours {
    private final Map<String, Installed> byIntegration = new ConcurrentHashMap<>();
    private final Map<String, Installed> byJob = new ConcurrentHashMap<>();
    private volatile Installed byDefault = new Installed(Behaviour.WELL);

    /** Sets how integrations are treated that have no behaviour of their own. */
    public void byDefault(Behaviour behaviour) {
        byDefault = new Installed(behaviour);
    }

    /** Sets the behaviour of an integration; counting starts anew. */
    public void ofIntegration(String integration, Behaviour behaviour) {
        byIntegration.put(integration, new Installed(behaviour));
    }

    /** Sets the behaviour of a job, by the id that the path of the call has; counting starts anew. */
    public void ofJob(String job, Behaviour behaviour) {
        byJob.put(job, new Installed(behaviour));
    }

    /** Decides about one call, and counts it. */
    public Choice choose(String integration, String job) {
        Installed whole = byIntegration.getOrDefault(integration, byDefault);
        Installed special = byJob.get(job);
        List<Installed> layers =
                Stream.of(special, whole).filter(Objects::nonNull).toList();
        return new Choice(latency(layers), act(layers), layers.stream().anyMatch(Installed::refusesSecond));
    }

    private static Duration latency(List<Installed> layers) {
        for (Installed layer : layers) {
            Duration latency = layer.latency();
            if (latency != null) {
                return latency;
            }
        }
        return Duration.ZERO;
    }

    private static @Nullable Act act(List<Installed> layers) {
        for (Installed layer : layers) {
            Act act = layer.act();
            if (act != null) {
                return act;
            }
        }
        return null;
    }

    /**
     * What to do with one call.
     *
     * @param act null to behave well
     */
    public record Choice(Duration latency, @Nullable Act act, boolean refuseSecond) {}
}
