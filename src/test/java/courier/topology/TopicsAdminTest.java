package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.config.Loading;
import courier.config.Loading.Loaded;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import courier.ops.Time;
import courier.topology.Cluster.TopicState;
import courier.topology.TopicsAdmin.Missing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicsAdminTest {

    private static final Settings SETTINGS = settings(Map.of());

    private final TopicPlan plan = TopicPlan.load();
    private final FakeCluster cluster = new FakeCluster();
    private final HandTime time = new HandTime();

    @Test
    void shouldCreateTheMissingTopicsThatAreNotTheStreamsOwnAndWaitUntilTheyAreSeen() {
        cluster.looksUntilVisible = 3;

        Preparation preparation = prepare(Missing.CREATE);

        assertThat(cluster.created)
                .containsExactly(
                        "application-intents",
                        "courier-outcomes",
                        "application-successes",
                        "application-warnings",
                        "application-dead-letters",
                        "application-operations");
        assertThat(preparation).isEqualTo(new Preparation.Checked(List.of()));
        assertThat(time.slept).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void shouldOnlyTellWhatIsMissingWhereItMayNotCreate() {
        Preparation preparation = prepare(Missing.REPORT);

        assertThat(cluster.created).isEmpty();
        assertThat(findings(preparation)).hasSize(6).allSatisfy(finding -> {
            assertThat(finding.found()).isEqualTo("missing");
            assertThat(finding.fix()).contains("courier topics --create");
        });
    }

    @Test
    void shouldTellThatATopicIsStillMissingWhenItIsNotSeenInTime() {
        cluster.looksUntilVisible = Integer.MAX_VALUE;

        assertThat(findings(prepare(Missing.CREATE))).hasSize(6);
        assertThat(time.slept).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
    }

    @Test
    void shouldTellWhatTheClusterRefusesToCreate() {
        cluster.refusals.put("application-warnings", new Cluster.Creation.Refused("not allowed here"));

        assertThat(findings(prepare(Missing.CREATE))).singleElement().satisfies(finding -> {
            assertThat(finding.topic()).isEqualTo("application-warnings");
            assertThat(finding.text()).contains("not allowed here");
        });
    }

    @Test
    void shouldTellAnUnreachableClusterFromAWrongOne() {
        cluster.reachable = false;

        assertThat(prepare(Missing.CREATE)).isEqualTo(new Preparation.Unavailable("nobody there"));

        cluster.reachable = true;
        cluster.refusals.put("courier-outcomes", new Cluster.Creation.Unavailable("gone"));
        assertThat(prepare(Missing.CREATE)).isEqualTo(new Preparation.Unavailable("gone"));
    }

    @ParameterizedTest
    @CsvSource({
        "application-intents, cleanup.policy, compact",
        "application-intents, cleanup.policy, 'compact,delete'",
        "application-intents, message.timestamp.type, CreateTime",
        "application-intents, retention.ms, 604800001",
        "application-intents, retention.ms, -1",
        "application-dead-letters, retention.ms, 604800001",
        "application-dead-letters, retention.ms, -1",
        "application-dead-letters, cleanup.policy, compact",
        "application-successes, cleanup.policy, compact",
        "application-warnings, cleanup.policy, compact",
        "application-successes, max.message.bytes, 1048575",
        "application-warnings, max.message.bytes, 1048575",
        "courier-outcomes, retention.ms, 604799999",
        "courier-outcomes, retention.bytes, 1000000",
        "courier-outcomes, cleanup.policy, compact",
        "courier-outcomes, message.timestamp.type, LogAppendTime",
        "courier-outcomes, max.message.bytes, 1048575",
        "courier-intents-by-integration-repartition, retention.ms, 86400000",
        "courier-intents-by-integration-repartition, retention.bytes, 1",
        "courier-intents-by-integration-repartition, cleanup.policy, compact",
        "courier-ledger-payload-changelog, cleanup.policy, delete",
        "courier-ledger-open-changelog, cleanup.policy, delete",
        "courier-ledger-settled-changelog, cleanup.policy, 'compact,delete'",
        "courier-ledger-integrations-changelog, cleanup.policy, delete",
        "courier-decode-waiting-changelog, cleanup.policy, delete",
        "courier-ledger-open-changelog, max.message.bytes, nonsense"
    })
    void shouldRefuseASettingThatBreaksTheProtocol(String topic, String setting, String value) {
        allAsPlanned();
        change(topic, setting, value);

        assertThat(findings(prepare(Missing.REPORT))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.topic()).isEqualTo(topic);
            assertThat(finding.what()).isEqualTo(setting);
            assertThat(finding.found()).isEqualTo(value);
            assertThat(finding.fix()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "application-intents, retention.ms, 3600000",
        "application-intents, max.message.bytes, 1048588",
        "courier-outcomes, retention.ms, -1",
        "courier-outcomes, retention.ms, 604800001",
        "application-dead-letters, max.message.bytes, 8388608",
        "courier-ledger-open-changelog, min.cleanable.dirty.ratio, 0.5",
        "application-successes, retention.ms, -1"
    })
    void shouldLeaveAnOperatorsChoiceAlone(String topic, String setting, String value) {
        allAsPlanned();
        change(topic, setting, value);

        assertThat(findings(prepare(Missing.REPORT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application-intents, 1572864, 1",
        "courier-intents-by-integration-repartition, 2097152, 5",
        "courier-ledger-payload-changelog, 4194304, 1"
    })
    void shouldRefuseALimitThatIsNotBelowTheNextStepsLimit(String topic, String bytes, int broken) {
        allAsPlanned();
        change(topic, "max.message.bytes", bytes);

        assertThat(findings(prepare(Missing.REPORT)))
                .hasSize(broken)
                .allSatisfy(finding ->
                        assertThat(finding.expected()).contains(bytes).contains(topic));
    }

    @Test
    void shouldHoldALimitToThePlanOfTheNextStepWhereThatDoesNotExistYet() {
        allAsPlanned();
        cluster.topics.remove("courier-intents-by-integration-repartition");
        change("application-intents", "max.message.bytes", "1572864");

        assertThat(findings(prepare(Missing.REPORT)))
                .extracting(Finding::topic)
                .containsExactly("courier-intents-by-integration-repartition");
    }

    @ParameterizedTest
    @CsvSource({
        "courier-outcomes, true",
        "courier-intents-by-integration-repartition, true",
        "courier-ledger-payload-changelog, true",
        "courier-ledger-open-changelog, true",
        "courier-ledger-settled-changelog, true",
        "courier-ledger-integrations-changelog, true",
        "courier-decode-waiting-changelog, false",
        "application-intents, false",
        "application-successes, false",
        "application-warnings, false",
        "application-dead-letters, false"
    })
    void shouldInsistOnTheNumberOfPartitionsWhereTheLedgerRestsOnIt(String topic, boolean error) {
        allAsPlanned();
        TopicState state = state(topic);
        for (int partitions : new int[] {11, 13}) {
            cluster.topics.put(topic, new TopicState(partitions, 1, state.settings()));

            assertThat(findings(prepare(Missing.REPORT)))
                    .extracting(Finding::topic)
                    .containsExactlyElementsOf(error ? List.of(topic) : List.of());
        }
    }

    @Test
    void shouldFollowTheSettingsInNamesPartitionsAndRetention() {
        Settings other = settings(Map.of(
                "courier.kafka.application-id", "other",
                "courier.topics.intents", "in",
                "courier.topics.partitions", "3",
                "courier.ledger.memory", "1d"));

        assertThat(plan.resolve(other))
                .extracting(PlannedTopic::name)
                .contains("in", "other-outcomes", "other-ledger-open-changelog");
        assertThat(plan.name(TopicRole.REPARTITION, other)).isEqualTo("other-intents-by-integration-repartition");
        assertThat(plan.resolve(other))
                .filteredOn(topic -> topic.role() == TopicRole.DEAD_LETTERS)
                .singleElement()
                .satisfies(topic -> {
                    assertThat(topic.values()).containsEntry("retention.ms", "86400000");
                    assertThat(topic.partitions()).hasValue(3);
                });
    }

    @Test
    void shouldGiveStreamsTheSettingsOfItsTopicsAndNoOthers() {
        assertThat(plan.internalConfigs(TopicRole.OPEN))
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact",
                        "max.message.bytes", "2097152",
                        "min.cleanable.dirty.ratio", "0.1"));
        assertThatThrownBy(() -> plan.internalConfigs(TopicRole.OUTCOMES)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGrowInSizeStepByStep() {
        assertThat(plan.maxMessageBytes(TopicRole.INTENTS)).isLessThan(plan.maxMessageBytes(TopicRole.REPARTITION));
        assertThat(plan.maxMessageBytes(TopicRole.REPARTITION)).isLessThan(plan.maxMessageBytes(TopicRole.PAYLOAD));
        assertThat(plan.maxMessageBytes(TopicRole.PAYLOAD)).isLessThan(plan.maxMessageBytes(TopicRole.DEAD_LETTERS));
    }

    private void allAsPlanned() {
        plan.resolve(SETTINGS).forEach(topic -> cluster.topics.put(topic.name(), FakeCluster.asPlanned(topic)));
    }

    private void change(String topic, String setting, String value) {
        TopicState state = state(topic);
        Map<String, String> settings = new HashMap<>(state.settings());
        settings.put(setting, value);
        cluster.topics.put(topic, new TopicState(state.partitions(), state.replicas(), settings));
    }

    private TopicState state(String topic) {
        TopicState state = cluster.topics.get(topic);
        assertThat(state).as("a topic of the plan is called %s", topic).isNotNull();
        return Objects.requireNonNull(state);
    }

    private Preparation prepare(Missing missing) {
        return new TopicsAdmin(cluster, plan, SETTINGS, time).prepare(missing);
    }

    private static List<Finding> findings(Preparation preparation) {
        return switch (preparation) {
            case Preparation.Checked checked -> {
                assertThat(checked.sound()).isEqualTo(checked.findings().isEmpty());
                yield checked.findings();
            }
            case Preparation.Denied(String reason) -> throw new AssertionError(reason);
            case Preparation.Unavailable(String reason) -> throw new AssertionError(reason);
        };
    }

    private static Settings settings(Map<String, String> properties) {
        return switch (SettingsLoader.load(new Sources(null, Map.of(), properties), Purpose.TOPICS)) {
            case Loaded(Settings settings) -> settings;
            case Loading.Invalid invalid -> throw new AssertionError(invalid.text());
        };
    }

    /** Sleeping turns the clock. */
    private static final class HandTime implements Time {
        private Duration slept = Duration.ZERO;

        @Override
        public long wallMillis() {
            return slept.toMillis();
        }

        @Override
        public long nanos() {
            return slept.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            slept = slept.plus(duration);
        }
    }
}
