package courier.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is written to the log while it is open, as a worker would print it: of all threads, so a test looks for its own
 * lines. Safe for use by many threads.
 */
public final class LogLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines(String format) {
        super(
                Fresh.name("lines"),
                null,
                configuration().<ConsoleAppender>getAppender(format).getLayout(),
                false,
                Property.EMPTY_ARRAY);
        start();
        configuration().getRootLogger().addAppender(this, null, null);
    }

    /** Lines for people. */
    public static LogLines plain() {
        return new LogLines("plain");
    }

    /** Lines for programs. */
    public static LogLines json() {
        return new LogLines("json");
    }

    /** The logging's configuration. */
    public static Configuration configuration() {
        return ((LoggerContext) LogManager.getContext(false)).getConfiguration();
    }

    /** Those with this text in them. */
    public List<String> with(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void append(LogEvent event) {
        lines.addAll(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    @Override
    public void close() {
        configuration().getRootLogger().removeAppender(getName());
        stop();
    }
}
