package courier.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggingTest {

    private final Configuration configuration = ((LoggerContext) LogManager.getContext(false)).getConfiguration();

    @Test
    void shouldWriteTheMessageAndThenItsKeyValues() {
        Lines lines = new Lines(configuration.<ConsoleAppender>getAppender("console"));
        lines.start();
        configuration.getRootLogger().addAppender(lines, null, null);
        try {
            LoggerFactory.getLogger("courier.Some")
                    .atInfo()
                    .addKeyValue(LogKey.INTENT.text(), "i1")
                    .addKeyValue(LogKey.COUNT.text(), 2)
                    .log("Something happened");
            LoggerFactory.getLogger("courier.Some").info("Without");
        } finally {
            configuration.getRootLogger().removeAppender(lines.getName());
        }

        assertThat(lines.text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "\\S+Z INFO  \\[.*] c\\.Some Something happened (count=2, intent=i1|intent=i1, count=2)"),
                        line -> assertThat(line).endsWith(" Without"));
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
        assertThat(Arrays.stream(LogKey.values()).map(LogKey::text))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[a-z]+(_[a-z]+)*"));
    }

    /** Keeps what the console's layout makes of an event. */
    private static final class Lines extends AbstractAppender {
        private final StringBuilder text = new StringBuilder();

        private Lines(ConsoleAppender console) {
            super("lines", null, console.getLayout(), false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            text.append(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
        }
    }
}
