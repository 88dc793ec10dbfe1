package courier.cli;

import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code courier version}. */
@Command(name = "version", mixinStandardHelpOptions = true, header = "Prints the versions of Courier, Kafka and Java.")
final class VersionCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** What is printed here and by {@code --version}. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String courier = VersionCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "courier " + Objects.requireNonNullElse(courier, "(not packaged)") + ", Kafka "
                        + AppInfoParser.getVersion() + ", Java " + Runtime.version()
            };
        }
    }

    @Override
    public void run() {
        spec.commandLine().getOut().println(new Versions().getVersion()[0]);
    }
}
