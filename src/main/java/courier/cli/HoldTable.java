package courier.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.IntegrationHold;
import courier.outcome.HoldCommand;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds for people and for scripts. */
final class HoldTable {

    private static final String ROW = "%-40s %-11s %-38s %-20s %-20s %6s %9s %-20s %-20s";
    private static final ObjectMapper JSON = new ObjectMapper();

    private HoldTable() {}

    static boolean isHeld(IntegrationHold hold) {
        return !hold.getState().equals("ended") && !hold.getState().equals("none");
    }

    /** Whether it speaks of just what the command names. */
    static boolean speaksOf(IntegrationHold hold, HoldCommand command) {
        return Objects.equals(hold.getIntegrationId(), command.integrationId());
    }

    static void print(List<IntegrationHold> holds, PrintWriter out) {
        if (holds.isEmpty()) {
            out.println("Nothing is held.");
            return;
        }
        out.println(
                ROW.formatted("INTEGRATION", "SCOPE", "CODE", "SINCE", "UNTIL", "PROBES", "QUEUED", "OLDEST", "AS OF")
                        .stripTrailing());
        sorted(holds)
                .forEach(hold -> out.println(ROW.formatted(
                                name(hold),
                                hold.getScope(),
                                hold.getCode(),
                                time(hold.getSince()),
                                time(hold.getUntil()),
                                hold.getProbes(),
                                hold.getQueued(),
                                time(hold.getOldestAdmittedAt()),
                                time(hold.getToldAt()))
                        .stripTrailing()));
    }

    static void printJson(List<IntegrationHold> holds, PrintWriter out) {
        sorted(holds).forEach(hold -> {
            ObjectNode json = JSON.createObjectNode();
            json.put("integration_id", hold.getIntegrationId());
            json.put("partition", hold.getPartition());
            json.put("state", hold.getState());
            json.put("scope", hold.getScope());
            json.put("code", hold.getCode());
            json.put("since", time(hold.getSince()));
            json.put("until", time(hold.getUntil()));
            json.put("next_probe_at", hold.getNextProbeAt() == null ? null : time(hold.getNextProbeAt()));
            json.put("probes", hold.getProbes());
            json.put("queued", hold.getQueued());
            json.put(
                    "oldest_admitted_at", hold.getOldestAdmittedAt() == null ? null : time(hold.getOldestAdmittedAt()));
            json.put("told_at", time(hold.getToldAt()));
            out.println(json);
        });
    }

    /** One record in a line. */
    static String line(IntegrationHold hold) {
        return name(hold) + ": " + hold.getState() + ". " + hold.getMessage();
    }

    private static List<IntegrationHold> sorted(List<IntegrationHold> holds) {
        return holds.stream()
                .sorted(Comparator.comparing(IntegrationHold::getSince).thenComparing(HoldTable::name))
                .toList();
    }

    private static String name(IntegrationHold hold) {
        return hold.getIntegrationId() == null ? "* (partition " + hold.getPartition() + ")" : hold.getIntegrationId();
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
