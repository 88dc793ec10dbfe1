package courier.topology;

import courier.config.Settings;
import java.util.Map;
import java.util.Properties;

/**
 * How large records may be on their way.
 *
 * @param repartition intents on their way to the ledger; its changelogs have more room
 * @param waiting records that wait for the schema registry
 * @param deadLetters dead letters
 */
record Rooms(RecordRoom repartition, RecordRoom waiting, RecordRoom deadLetters) {

    /**
     * The rooms under these settings.
     *
     * @param found the limits of the topics that exist; the others will have their planned ones
     */
    static Rooms of(Settings settings, TopicPlan plan, Map<TopicRole, Long> found) {
        Properties stream = StreamSettings.of(settings, plan, null);
        return new Rooms(
                room(TopicRole.REPARTITION, stream, plan, found),
                room(TopicRole.WAITING, stream, plan, found),
                room(TopicRole.DEAD_LETTERS, stream, plan, found));
    }

    private static RecordRoom room(TopicRole role, Properties stream, TopicPlan plan, Map<TopicRole, Long> found) {
        return RecordRoom.of(found.getOrDefault(role, plan.maxMessageBytes(role)), stream);
    }
}
