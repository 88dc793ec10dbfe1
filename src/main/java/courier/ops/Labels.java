package courier.ops;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that labels may take in this process; all else is told as {@link #OTHER}. Of the integrations, the ones
 * that configuration names come first, then whichever is met first, until there are as many as allowed. What has a
 * label keeps it until the process ends: a counter that changed its name would be no counter ({@code RATIONALE.md},
 * "Why a label is given once").
 *
 * <p>Thread-safe.
 */
public final class Labels {

    /** What has no value of its own. */
    public static final String OTHER = "other";

    /** The code of what has none. */
    public static final String NONE = "none";

    private final Set<String> codes;
    private final int integrationsMax;
    private volatile Set<String> integrations;

    /**
     * The labels of a process.
     *
     * @param codes all codes that are told apart
     * @param integrationsMax how many integrations are
     * @param named those that are for certain, as far as the number allows
     */
    public Labels(Collection<String> codes, int integrationsMax, Collection<String> named) {
        Set<String> known = new HashSet<>(codes);
        known.add(NONE);
        this.codes = Set.copyOf(known);
        this.integrationsMax = integrationsMax;
        this.integrations =
                Set.copyOf(named.stream().sorted().limit(integrationsMax).toList());
    }

    /** Labels that tell nothing apart but what every worker does. */
    public static Labels none() {
        return new Labels(List.of(), 0, List.of());
    }

    /** Gives the integration a label of its own, if there is one left; true if it has just got it. */
    boolean claim(String integrationId) {
        if (integrations.contains(integrationId) || integrations.size() >= integrationsMax) {
            return false;
        }
        synchronized (this) {
            if (integrations.contains(integrationId) || integrations.size() >= integrationsMax) {
                return false;
            }
            Set<String> more = new HashSet<>(integrations);
            more.add(integrationId);
            integrations = Set.copyOf(more);
            return true;
        }
    }

    /** The value as it may be told. */
    String bounded(Label label, String value) {
        return switch (label) {
            case INTEGRATION -> integrations.contains(value) ? value : OTHER;
            case CODE -> codes.contains(value) ? value : OTHER;
            case VERDICT, END, SCOPE -> label.closed().contains(value) ? value : OTHER;
        };
    }

    /** All values of a label so far. */
    Set<String> values(Label label) {
        Set<String> all = new HashSet<>(
                switch (label) {
                    case INTEGRATION -> integrations;
                    case CODE -> codes;
                    case VERDICT, END, SCOPE -> label.closed();
                });
        if (label == Label.INTEGRATION || label == Label.CODE) {
            all.add(OTHER);
        }
        return all;
    }
}
