package courier.topology;

import courier.topology.Cluster.TopicState;
import courier.topology.PlannedTopic.Must;
import courier.topology.PlannedTopic.Owner;
import courier.topology.PlannedTopic.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds the topics that exist to the plan. */
final class TopicCheck {

    private static final long ENDLESS = -1;

    private TopicCheck() {}

    /** All that is wrong. A topic of Kafka Streams' own may be missing: it is created when the stream starts. */
    static List<Finding> check(List<PlannedTopic> plan, Map<String, TopicState> found) {
        List<Finding> findings = new ArrayList<>();
        for (PlannedTopic topic : plan) {
            TopicState state = found.get(topic.name());
            if (state != null) {
                checkPartitions(topic, state, findings);
                new TreeMap<>(topic.settings())
                        .forEach((name, setting) -> checkSetting(topic, name, setting, state, findings));
            } else if (topic.owner() == Owner.COURIER) {
                findings.add(
                        Finding.error(topic.name(), "the topic", "there", "missing", "run 'courier topics --create'"));
            }
        }
        checkSizes(plan, found, findings);
        return findings;
    }

    private static void checkPartitions(PlannedTopic topic, TopicState state, List<Finding> findings) {
        if (!topic.fixed() || topic.partitions().orElse(state.partitions()) == state.partitions()) {
            return;
        }
        findings.add(Finding.error(
                topic.name(),
                "its number of partitions",
                Integer.toString(topic.partitions().orElseThrow()),
                Integer.toString(state.partitions()),
                "set topics.partitions back to what the ledger began with; another number needs a migration"));
    }

    private static void checkSetting(
            PlannedTopic topic, String name, Setting setting, TopicState state, List<Finding> findings) {
        String found = Objects.requireNonNullElse(state.settings().get(name), "not set");
        if (setting.must() == null || holds(setting.must(), name, setting.value(), found)) {
            return;
        }
        String expected = switch (setting.must()) {
            case EQUAL -> setting.value();
            case AT_LEAST -> "at least " + setting.value();
            case AT_MOST -> "at most " + setting.value();
        };
        findings.add(Finding.error(topic.name(), name, expected, found, fix(topic, name)));
    }

    private static String fix(PlannedTopic topic, String name) {
        String alter = "change it with kafka-configs --alter";
        return topic.role() == TopicRole.INTENTS || topic.role() == TopicRole.DEAD_LETTERS
                ? switch (name) {
                    case "retention.ms" -> alter + ", or raise ledger.memory: the ledger's memory must cover the topic";
                    default -> alter;
                }
                : alter;
    }

    private static boolean holds(Must must, String name, String planned, String found) {
        return switch (must) {
            case EQUAL -> planned.equals(found);
            case AT_LEAST -> compare(name, found, planned, -1) >= 0;
            case AT_MOST -> compare(name, found, planned, 1) <= 0;
        };
    }

    /** As {@link Long#compare}; what is no number counts as given, so that it breaks the rule. */
    private static int compare(String name, String found, String planned, int unreadable) {
        Long left = amount(name, found);
        Long right = amount(name, planned);
        return left == null || right == null ? unreadable : Long.compare(left, right);
    }

    private static @Nullable Long amount(String name, String text) {
        try {
            long amount = Long.parseLong(text);
            return amount == ENDLESS && name.startsWith("retention.") ? Long.MAX_VALUE : Long.valueOf(amount);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static void checkSizes(List<PlannedTopic> plan, Map<String, TopicState> found, List<Finding> findings) {
        for (PlannedTopic earlier : plan) {
            for (PlannedTopic later : plan) {
                if (isNextStep(earlier, later) && bytes(earlier, found) >= bytes(later, found)) {
                    findings.add(Finding.error(
                            later.name(),
                            PlannedTopic.MAX_MESSAGE_BYTES,
                            "more than the " + bytes(earlier, found) + " of " + earlier.name(),
                            Long.toString(bytes(later, found)),
                            "lower that of " + earlier.name() + ": a record grows on its way"));
                }
            }
        }
    }

    private static boolean isNextStep(PlannedTopic earlier, PlannedTopic later) {
        return earlier.sizeStep().isPresent()
                && later.sizeStep().isPresent()
                && earlier.sizeStep().getAsInt() + 1 == later.sizeStep().getAsInt();
    }

    /** A topic that is still missing will have its planned limit. */
    static long bytes(PlannedTopic topic, Map<String, TopicState> found) {
        TopicState state = found.get(topic.name());
        Long bytes = state == null
                ? null
                : amount(
                        PlannedTopic.MAX_MESSAGE_BYTES,
                        Objects.requireNonNullElse(state.settings().get(PlannedTopic.MAX_MESSAGE_BYTES), ""));
        return bytes == null ? topic.maxMessageBytes() : bytes;
    }
}
