package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Sources;
import courier.ops.ExitCode;
import courier.testing.Generated;
import courier.topology.AccessRole;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is printed for {@code kafka-acls.sh}; AclsIT pastes it and lives by it. */
final class AclsCommandTest {

    private static final Path COMMITTED = Path.of("docs", "acls.md");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintACommandForEachResource() {
        assertThat(run(Map.of("kafka.bootstrap-servers", "broker-1:9093,broker-2:9093"), "acls"))
                .isZero();

        assertThat(out.toString().lines())
                .contains(
                        "kafka-acls.sh --bootstrap-server 'broker-1:9093,broker-2:9093' --add --allow-principal"
                                + " 'User:courier' --operation Read --operation Create --operation DescribeConfigs"
                                + " --topic 'application-intents'",
                        "kafka-acls.sh --bootstrap-server 'broker-1:9093,broker-2:9093' --add --allow-principal"
                                + " 'User:courier' --operation Write --resource-pattern-type prefixed"
                                + " --transactional-id 'courier-'")
                .noneMatch(line -> line.contains("--operation All") || line.contains("--cluster"));
    }

    @Test
    void shouldFollowTheNamesInTheSettings() {
        assertThat(run(
                        Map.of(
                                "kafka.application-id",
                                "eu-1",
                                "topics.intents",
                                "hr.intents",
                                "topics.create",
                                "false"),
                        "acls",
                        "--principal",
                        "User:CN=o'brien",
                        "--command-config",
                        "admin.properties"))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "--topic 'hr.intents'",
                        "--topic 'eu-1-ledger-open-changelog'",
                        "--group 'eu-1'",
                        "--command-config 'admin.properties'",
                        "--allow-principal 'User:CN=o'\\''brien'")
                .doesNotContain("'courier");
        assertThat(out.toString().lines().filter(line -> line.contains("hr.intents")))
                .as("somebody else creates it")
                .noneMatch(line -> line.contains("Create"));
    }

    @Test
    void shouldTellTheReasonsInATable() {
        assertThat(run(Map.of(), "acls", "--role", "all", "--format", "table")).isZero();

        assertThat(out.toString())
                .containsPattern("(?m)^ROLE +RESOURCE +PATTERN +NAME +OPERATIONS +WHY$")
                .containsPattern("(?m)^worker +group +literal +courier +Read +workers share the partitions$")
                .containsPattern("(?m)^replay +group +prefixed +courier-replay- +Read +sessions keep their place$");
        for (AccessRole role : AccessRole.values()) {
            assertThat(out.toString()).containsPattern("(?m)^" + role.text() + " ");
        }
    }

    @Test
    void shouldKnowItsRoles() {
        assertThat(run(Map.of(), "acls", "--role", "everything")).isEqualTo(ExitCode.INVALID_INPUT.number());
        assertThat(err.toString()).contains("'everything' is no role");
    }

    @Test
    void shouldBeCommittedAsItIsPrinted() {
        StringBuilder text = new StringBuilder("""
                # The ACLs that Courier needs

                What `courier acls` prints under the default settings, and nothing more is needed. This page is generated; a test
                compares it. Print your own with your settings, as the names follow from them:

                    courier acls -c prod.yaml --role all --format table

                `AclsIT` applies the printed commands to a broker that allows nothing else, runs workers and each command over
                SASL_SSL, and compares the list with the rights that the broker writes down as used: none is too many. `Describe`
                comes with `Read`, `Write` and `Delete`. The list is the same for the classic group protocol and for
                `group.protocol: streams`. With `topics.create: false` a worker needs no `Create` on the topics that it does not
                own; those of Kafka Streams it always creates.

                """);
        for (AccessRole role : AccessRole.values()) {
            out.getBuffer().setLength(0);
            assertThat(run(Map.of(), "acls", "--role", role.text(), "--format", "table"))
                    .isZero();
            text.append("## ")
                    .append(role.text())
                    .append("\n\n`")
                    .append(role.commands())
                    .append("`\n\n```\n");
            out.toString()
                    .lines()
                    .forEach(line -> text.append(line.stripTrailing()).append('\n'));
            text.append("```\n\n");
        }
        text.setLength(text.length() - 1);
        Generated.compare(COMMITTED, text.toString(), AclsCommandTest.class);
    }

    private int run(Map<String, String> values, String... arguments) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put("courier." + key, value));
        return Offline.run(
                _ -> new Sources(null, Map.of(), properties),
                out,
                err,
                List.of(arguments).toArray(String[]::new));
    }
}
