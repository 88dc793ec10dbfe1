package courier.cli;

import courier.cli.Traces.Trace;
import courier.config.Settings;
import courier.config.SettingsLoader.Purpose;
import courier.ops.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code courier erase}. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Versions.class,
        header =
                "Finds one person's records in the topics, says when each will be gone, and deletes where that may be.",
        description = {
            "",
            "Kafka cannot delete a single record of these topics, only all of a partition up to one. So --delete deletes"
                    + " the person's intents and dead letters, and with them the older records in their partitions; where"
                    + " these are of others, --with-older has to say so. Everything else is gone when it says, by retention."
                    + " docs/privacy.md has what lies elsewhere. Needs no API key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  courier erase --intent workday:abc/4711",
            "  courier erase --email-digest $(printf %%s ada@example.com | sha256sum | cut -d' ' -f1)",
            "  courier erase --intent workday:abc/4711 --delete --with-older"
        })
final class EraseCommand implements Callable<Integer> {

    private final Wiring wiring;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Whose whose;

    @Option(names = "--delete", description = "Delete, and do not only tell.")
    private boolean delete;

    @Option(names = "--with-older", description = "Delete older records of others in the same partitions as well.")
    private boolean withOlder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** One of the two. */
    private static final class Whose {
        @Option(
                names = "--intent",
                paramLabel = "INTEGRATION/INTENT",
                converter = AskedInText.class,
                description = "All generations of an intent.")
        private Person.@Nullable Asked intent;

        @Option(
                names = "--email-digest",
                paramLabel = "SHA256",
                converter = EmailInText.class,
                description = "Whoever has this e-mail address, given by the SHA-256 of it in lower case.")
        private Person.@Nullable Email email;

        Person person() {
            if (intent != null) {
                return intent;
            }
            if (email != null) {
                return email;
            }
            throw new IllegalStateException("the command line has neither, which picocli should have refused");
        }
    }

    private static final class AskedInText implements ITypeConverter<Person.Asked> {
        @Override
        public Person.Asked convert(String text) {
            int slash = text.indexOf('/');
            if (slash <= 0 || slash == text.length() - 1) {
                throw new TypeConversionException("write it as INTEGRATION/INTENT");
            }
            return new Person.Asked(text.substring(0, slash), text.substring(slash + 1));
        }
    }

    private static final class EmailInText implements ITypeConverter<Person.Email> {
        @Override
        public Person.Email convert(String text) {
            String digest = text.toLowerCase(Locale.ROOT);
            if (!digest.matches("[0-9a-f]{64}")) {
                throw new TypeConversionException("write the 64 hexadecimal digits of a SHA-256, not the address");
            }
            return new Person.Email(digest);
        }
    }

    EraseCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Cli.silenceKafka();
        return settings.with(wiring, Purpose.TOPICS, spec.commandLine().getErr(), this::erase);
    }

    private ExitCode erase(Settings loaded) {
        try (KafkaErasure erasure = KafkaErasure.open(loaded)) {
            Traces traces = erasure.find(whose.person());
            PrintWriter out = spec.commandLine().getOut();
            out.println(table(traces));
            Map<TopicPartition, Long> upTo = traces.deletableUpTo();
            long others = upTo.keySet().stream().mapToLong(traces::othersBefore).sum();
            out.println("records: " + traces.found().size() + ", that can be deleted: "
                    + traces.found().stream().filter(Trace::deletable).count() + ", older ones of others before them: "
                    + others + ", that nobody can read: " + traces.unreadable());
            if (!delete || upTo.isEmpty()) {
                return ExitCode.OK;
            }
            if (others > 0 && !withOlder) {
                spec.commandLine()
                        .getErr()
                        .println("Nothing was deleted: older records of others would go as well. Replay what is to be"
                                + " replayed, then say --with-older.");
                return ExitCode.INVALID_INPUT;
            }
            erasure.delete(upTo);
            out.println("deleted, for every reader; the brokers' disks follow");
            return ExitCode.OK;
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("Stopped: " + KafkaTrouble.reason(e));
            return KafkaTrouble.code(e);
        }
    }

    private static String table(Traces traces) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TOPIC", "RECORD", "WRITTEN", "GONE BY", "NOW"));
        for (Trace trace : traces.found()) {
            rows.add(List.of(
                    trace.at().topic(),
                    trace.at().partition() + "@" + trace.offset(),
                    trace.written().toString(),
                    trace.goneBy() == null ? "never" : trace.goneBy().toString(),
                    trace.deletable() ? "deletable" : "stays"));
        }
        return Columns.text(rows);
    }
}
