package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import courier.testing.Generated;
import courier.testing.LogLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

final class LoggingTest {

    private static final Path COMMITTED = Path.of("docs", "logs.md");
    private static final Logger LOG = LoggerFactory.getLogger("courier.Some");
    private static final List<String> FIRST = List.of("time", "level", "thread", "logger", "message");
    private static final List<String> LAST = List.of("exception", "stack_trace");

    private final Configuration configuration = LogLines.configuration();

    @Test
    void shouldWriteTheMessageAndThenItsKeyValues() {
        try (LogLines lines = LogLines.plain()) {
            LOG.atInfo()
                    .addKeyValue(LogKey.COUNT.text(), 2)
                    .addKeyValue(LogKey.INTENT.text(), "i1")
                    .log("Something happened");
            LOG.info("Without");

            assertThat(lines.with("c.Some"))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches("\\S+Z INFO  \\[.*] c\\.Some Something happened intent=i1, count=2"),
                            line -> assertThat(line).endsWith(" Without"));
        }
    }

    @Test
    void shouldWriteAnObjectALine() throws IOException {
        try (LogLines lines = LogLines.json();
                LogContext _ = LogContext.of(Map.of(LogKey.INTENT, "i\n1", LogKey.ATTEMPT, 3))) {
            LOG.atWarn()
                    .addKeyValue(LogKey.COUNT.text(), 2)
                    .setCause(new IOException("gone"))
                    .log("Something happened");

            List<String> written = lines.with("courier.Some");
            assertThat(written).hasSize(1);
            JsonNode line = new JsonMapper().readTree(written.getFirst());
            List<String> names = new ArrayList<>();
            line.fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .containsExactly(
                            "time",
                            "level",
                            "thread",
                            "logger",
                            "message",
                            "intent",
                            "attempt",
                            "count",
                            "exception",
                            "stack_trace");
            assertThat(line.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(line.get("level").asText()).isEqualTo("WARN");
            assertThat(line.get("intent").asText()).isEqualTo("i\n1");
            assertThat(line.get("exception").asText()).isEqualTo("java.io.IOException");
            assertThat(line.get("stack_trace").asText()).startsWith("java.io.IOException: gone\n");
        }
    }

    @Test
    void shouldWriteNoKeyThatIsNotInTheListAndLetNoValueBeginALine() {
        try (LogLines plain = LogLines.plain();
                LogLines json = LogLines.json();
                MDC.MDCCloseable _ = MDC.putCloseable("stranger", "s1");
                LogContext _ = LogContext.of(Map.of(LogKey.INTENT, "i\n2026-01-01T00:00:00.000Z ERROR forged"))) {
            LOG.info("Happened once");

            assertThat(plain.with("Happened once"))
                    .singleElement()
                    .asString()
                    .contains("forged")
                    .doesNotContain("s1");
            assertThat(json.with("Happened once")).singleElement().asString().doesNotContain("s1");
        }
    }

    @Test
    void shouldCarryWhatAThreadWorksOnUntilItIsDone() {
        try (LogLines lines = LogLines.plain()) {
            try (LogContext _ = LogContext.of(Map.of(LogKey.JOB, "j1", LogKey.INTENT, "i1"))) {
                LOG.info("While at it");
            }
            LOG.info("Afterwards");

            assertThat(lines.with("While at it")).singleElement().asString().endsWith(" intent=i1, job=j1");
            assertThat(lines.with("Afterwards")).singleElement().asString().endsWith(" Afterwards");
        }
    }

    @Test
    void shouldLeaveTheEndToTheWorkersOwnHookAndKeepKafkaQuiet() {
        assertThat(configuration.isShutdownHookEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients").isWarnEnabled())
                .isTrue();
    }

    @Test
    void shouldHaveDifferentKeysOfOneSpelling() {
        assertThat(keys()).doesNotHaveDuplicates().allMatch(text -> text.matches("[a-z]+(_[a-z]+)*"));
    }

    @Test
    void shouldKnowEachKeyInBothFormatsAndNoOther() throws IOException {
        PatternLayout pattern = (PatternLayout)
                configuration.<ConsoleAppender>getAppender("plain").getLayout();
        Matcher ofPlain = Pattern.compile("%X\\{([a-z_,]+)}").matcher(pattern.getConversionPattern());
        assertThat(ofPlain.find()).isTrue();
        assertThat(ofPlain.group(1).split(",")).containsExactlyElementsOf(keys());

        JsonNode template = new JsonMapper().readTree(LoggingTest.class.getResourceAsStream("/log-line.json"));
        List<String> names = new ArrayList<>();
        template.fieldNames().forEachRemaining(names::add);
        List<String> expected = new ArrayList<>(FIRST);
        expected.addAll(keys());
        expected.addAll(LAST);
        assertThat(names).containsExactlyElementsOf(expected);
        assertThat(keys())
                .allSatisfy(
                        key -> assertThat(template.get(key).get("key").asText()).isEqualTo(key));
    }

    @Test
    void shouldBeDocumentedAsTheKeysSay() {
        String generated = LogDocument.text();

        Generated.compare(COMMITTED, generated, LoggingTest.class);
        List<String> all = new ArrayList<>(FIRST);
        all.addAll(LAST);
        assertThat(all).allSatisfy(name -> assertThat(generated).contains("`" + name + "`"));
    }

    private static List<String> keys() {
        return Arrays.stream(LogKey.values()).map(LogKey::text).toList();
    }
}
