package courier.config;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading.Invalid;
import courier.config.Loading.Problem;
import courier.config.SettingsLoader.Purpose;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each setting may be and may not be. */
final class RulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            kafka.bootstrap-servers       | b:1;a:1,b:2             | b;b:1,;b:x;b 1
            kafka.application-id          | a;a.b-c_d             | a b;ä;a/b;..
            kafka.state-dir               | s;/s                  | a\u0000b
            kafka.stream-threads          | 1;64                  | 0;65;x;1.0
            topics.intents                | a;a.b-c_d             | a b;ä;a/b;.
            topics.successes              | a                     | a b
            topics.warnings               | a                     | a b
            topics.dead-letters           | a                     | a b
            topics.outcomes               | a                     | a b
            topics.partitions             | 1;1000                | 0;1001;-1
            topics.replication-factor     | -1;1;100              | 0;-2;101
            topics.create                 | true;false            | yes;1;True
            registry.serde                | a.B;B                 | a b;1a
            kombo.base-url                | eu;us;https://x.y/v1/;http://127.0.0.1:1/v1;http://kombo:1 | http://x.y/v1;ftp://x;eu2;https://x/?q;https://u@x/
            kombo.connect-timeout         | 1ms;10s               | 0ms;10;-1s
            kombo.request-timeout         | 1ms;5m                | 0s;5 minutes
            attachments.file-roots        | /a;/a,/b              | a;/a,b
            attachments.inline-max        | 0;512kB               | 513kB;-1;1x
            attachments.file-max          | 1;10MB;1MiB           | 0;1001MB
            attachments.total-max         | 10MB;1000MB           | 0;1001MB
            attachments.mode              | inline;url;auto       | INLINE;x
            attachments.missing           | dead-letter;submit-without | dead_letter
            attachments.read-timeout      | 1ms;1m                | 0s
            attachments.url-validity      | 5m;7d                 | 999ms;8d
            attachments.s3-buckets        | a;a,b.c;*             | a b;a,,b
            attachments.s3-endpoint       | https://x.y;http://127.0.0.1:1 | http://x.y;s3
            attachments.s3-region         | eu-central-1          | a b
            attachments.s3-path-style     | true;false            | 1
            attachments.https-hosts       | a.b;*.a.b,c           | *;a b;https://a
            attachments.https-private-addresses | true;false      | 1
            attachments.preflight         | true;false            | 1
            attachments.preflight-refresh | 1s;1h                 | 0s
            limits.attachment-bytes       | 10MB;1000MB           | 0
            limits.ahead                  | 0;1000                | -1;1001
            limits.slots-per-integration  | 1;10000               | 0;10001
            limits.slots-per-integration-max | 1;10000            | 0;10001
            limits.slots-per-worker       | 1;10000               | 0;10001
            retry.initial-delay           | 1ms;15m               | 0s
            retry.max-delay               | 1s;24h                | 0s
            retry.max-attempts            | 1;10000               | 0;10001
            retry.max-age                 | 15m;30d               | 0s
            hold.probe-interval           | 1ms;72h               | 0s
            hold.limit                    | 1m;30d                | 0s
            hold.failures-in-row          | 1;1000                | 0;1001
            hold.dead-letter-budget       | 0;1;1000000           | -1;1000001
            hold.dead-letter-window       | 1ms;30d               | 0s
            ledger.start-by               | 1s;1000ms;5m          | 999ms;0s
            ledger.outcome-delivery       | 5s;10m                | 4s;4999ms
            ledger.memory                 | 1h;30d                | 59s;9999999999d
            tracing.endpoint              | http://a.b:1/v1/traces;https://c;http://[::1]:4318 | ftp://a;a:4318;http://u@a/;http://a/?q;http://a/#f;http:///x
            tracing.sampling-ratio        | 0;1;0.5;1.0;0.001     | 1.1;-1;.5;2;1e-3;x
            tracing.timeout               | 100ms;1m              | 99ms;61s
            tracing.queue-max             | 1;1000000             | 0;1000001
            """)
    void shouldKeepTheRuleOfEachKey(String key, String good, String bad) {
        for (String value : good.split(";")) {
            assertThat(problems(Map.of(key, value))).as("%s = %s", key, value).isEmpty();
        }
        for (String value : bad.split(";")) {
            assertThat(problems(Map.of(key, value)))
                    .as("%s = %s", key, value)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.key()).isEqualTo(key);
                        assertThat(problem.value()).isEqualTo(value);
                        assertThat(problem.rule()).startsWith("must be ");
                    });
        }
    }

    @Test
    void shouldHaveADefaultThatKeepsItsOwnRule() {
        assertThat(Keys.all())
                .allSatisfy(key -> assertThat(key.defaultValue().isPresent())
                        .as(key.name())
                        .isEqualTo(key.byDefault() instanceof Key.Default.Value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics.warnings        | topics.warnings=application-successes            | must be another topic than topics.successes
            topics.outcomes        | topics.outcomes=application-intents              | must be another topic than topics.intents
            attachments.file-max   | attachments.file-max=11MB                        | must be at most attachments.total-max
            attachments.inline-max | attachments.total-max=1kB,attachments.file-max=1 | must be at most attachments.total-max
            retry.initial-delay    | retry.initial-delay=16m                          | must be at most retry.max-delay, which is 15m
            retry.max-delay        | retry.max-age=10m                                | must be at most retry.max-age, which is 10m
            doubt.verify-first-delay | doubt.policy=verify,retry.max-age=30m          | doubles with each of 5 doubt.verify-attempts and so makes 31m; that must be at most retry.max-age, which is 30m
            integrations.workday:a.doubt.verify-first-delay | integrations.workday:a.doubt.policy=verify,doubt.verify-attempts=16 | doubles with each of 16
            hold.probe-interval    | hold.limit=30s                                   | must be at most hold.limit, which is 30s
            ledger.memory          | ledger.memory=7m                                 | must be longer than a call can take to be known of, which is 450s
            ledger.start-by        | kafka.properties.commit.interval.ms=10001        | must be at least twice kafka.properties.commit.interval.ms
            ledger.start-by        | kafka.properties.commit.interval.ms=x            | must be at least twice kafka.properties.commit.interval.ms
            """)
    void shouldKeepTheRulesBetweenKeys(String key, String written, String rule) {
        Map<String, String> values = Arrays.stream(written.split(","))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));

        assertThat(problems(values)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.rule()).startsWith(rule);
        });
    }

    @Test
    void shouldNotComplainOfARuleBetweenKeysWhereOneOfThemIsBadAlready() {
        assertThat(problems(Map.of("retry.initial-delay", "x", "retry.max-delay", "1ms")))
                .extracting(Problem::key)
                .containsExactly("retry.initial-delay");
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee, exactly_once_v2, at_least_once",
        "consumer.isolation.level, read_committed, read_uncommitted",
        "producer.acks, all, 1",
        "producer.enable.idempotence, true, false",
        "enable.auto.commit, false, true",
        "main.consumer.auto.offset.reset, earliest, latest",
        "topology.optimization, none, all",
        "producer.partitioner.ignore.keys, false, true",
        "partitioner.class, , x.Y",
        "producer.transactional.id, , x",
        "client.supplier, , x",
        "default.client.supplier, , x",
        "default.timestamp.extractor, , x",
        "production.exception.handler, , x",
        "default.production.exception.handler, , x",
        "deserialization.exception.handler, , x",
        "default.deserialization.exception.handler, , x",
        "processing.exception.handler, , x",
        "errors.dead.letter.queue.topic.name, , x",
        "producer.max.request.size, , 1",
        "topic.max.message.bytes, , 1",
        "topic.cleanup.policy, , delete",
        "topic.retention.ms, , 1",
        "topic.retention.bytes, , 1",
        "topic.message.timestamp.type, , LogAppendTime",
        "bootstrap.servers, , b:1",
        "admin.bootstrap.servers, , b:1",
        "application.id, , x",
        "state.dir, , x",
        "num.stream.threads, , 2",
        "replication.factor, , 1",
        "session.timeout.ms, 10000, ",
        "sasl.jaas.config, anything, "
    })
    void shouldPassThroughWhatKeepsTheProtocolAndRefuseWhatBreaksIt(String setting, String good, String bad) {
        String key = "kafka.properties." + setting;
        if (good != null) {
            assertThat(problems(Map.of(key, good))).as("%s = %s", setting, good).isEmpty();
        }
        if (bad != null) {
            assertThat(problems(Map.of(key, bad)))
                    .as("%s = %s", setting, bad)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.key()).isEqualTo(key);
                        assertThat(problem.fix()).isNotEmpty();
                    });
        }
    }

    @Test
    void shouldTestTheRefusalOfEverySettingThatIsRefused() {
        Stream<String> refused = Keys.KAFKA_PROPERTIES.refused().stream().map(PassThrough.Refusal::setting);

        assertThat(refused)
                .allSatisfy(setting -> assertThat(problems(Map.of("kafka.properties." + setting, "certainly-not")))
                        .as(setting)
                        .hasSize(1));
    }

    private static List<Problem> problems(Map<String, String> values) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put("courier." + name, value));
        properties.put("courier.kombo.api-key", "key");
        return switch (SettingsLoader.load(new Sources(null, Map.of(), properties), Purpose.CALLS)) {
            case Invalid(List<Problem> problems) -> problems;
            case Loading.Loaded _ -> List.of();
        };
    }
}
