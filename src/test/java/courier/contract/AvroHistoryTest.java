package courier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import courier.contract.History.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every record to its history. A changed schema is added to it by {@code mvn test -Dtest=AvroHistoryTest
 * -Davro.history.update=true}; nothing else writes there. A version that was released is never edited.
 */
class AvroHistoryTest {

    private static final String UPDATE = "avro.history.update";

    static List<History> all() {
        return Contract.all();
    }

    static List<History> publicRecords() {
        return Contract.publicRecords();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldKeepItsPromiseToAllVersions(History history) {
        assertThat(history.violations(history.current()))
                .as("%s must stay %s", history.current().getName(), history.promise())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldBeTheNewestVersionInItsHistory(History history) throws IOException {
        // Given: the documentation counts for public records, as a registry takes a changed one for a new version
        boolean isPublic = history.current().getNamespace().equals("courier.avro");
        Schema newest = history.versions().isEmpty() ? null : history.versions().getLast();
        boolean same = newest != null
                && newest.equals(history.current())
                && (!isPublic || newest.toString().equals(history.current().toString()));

        if (!same
                && Boolean.getBoolean(UPDATE)
                && history.violations(history.current()).isEmpty()) {
            Files.createDirectories(history.next().getParent());
            Files.writeString(history.next(), SchemaFormatter.format("json/pretty", history.current()) + "\n");
            return;
        }
        assertThat(same)
                .as(
                        "%s is not the newest version in avro/history. If the change is meant, run"
                                + " mvn test -Dtest=AvroHistoryTest -D%s=true and commit %s; if the version before was never"
                                + " released, delete its file first",
                        history.current().getName(), UPDATE, history.next())
                .isTrue();
    }

    @Test
    void shouldKnowEveryRecordOfTheContract() throws IOException {
        Set<String> held = new TreeSet<>();
        Contract.all().forEach(history -> names(history.current(), held));

        try (Stream<Path> files = Files.walk(History.AVRO)) {
            Set<String> written = files.filter(file -> file.toString().endsWith(".avsc"))
                    .filter(file -> !file.startsWith(History.AVRO.resolve("history")))
                    .map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(held).as("records in Contract, with the types inside").containsAll(written);
        }
    }

    @Test
    void shouldHaveNoGapsAndNoStraysInTheHistory() throws IOException {
        try (Stream<Path> files = Files.walk(History.AVRO.resolve("history"))) {
            long versions = Contract.all().stream()
                    .mapToLong(history -> history.versions().size())
                    .sum();
            assertThat(files.filter(Files::isRegularFile)).hasSize((int) versions);
        }
    }

    /** The check itself: each change is refused, or allowed, as the promise says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FULL_TRANSITIVE     | optional field added               | true
            FULL_TRANSITIVE     | optional field removed             | true
            FULL_TRANSITIVE     | only the documentation changed     | true
            FULL_TRANSITIVE     | field removed without default      | false
            FULL_TRANSITIVE     | field added without default        | false
            FULL_TRANSITIVE     | field renamed                      | false
            FULL_TRANSITIVE     | type widened                       | false
            FULL_TRANSITIVE     | type narrowed                      | false
            FULL_TRANSITIVE     | type changed                       | false
            FULL_TRANSITIVE     | made nullable                      | false
            FULL_TRANSITIVE     | enum symbol added                  | false
            FULL_TRANSITIVE     | enum symbol removed                | false
            FULL_TRANSITIVE     | union branch added                 | false
            FULL_TRANSITIVE     | union branch removed               | false
            FULL_TRANSITIVE     | array's items changed              | false
            FULL_TRANSITIVE     | inner record's field removed       | false
            FULL_TRANSITIVE     | record renamed                     | false
            BACKWARD_TRANSITIVE | optional field added               | true
            BACKWARD_TRANSITIVE | field removed without default      | true
            BACKWARD_TRANSITIVE | type widened                       | true
            BACKWARD_TRANSITIVE | made nullable                      | true
            BACKWARD_TRANSITIVE | enum symbol added                  | true
            BACKWARD_TRANSITIVE | union branch added                 | true
            BACKWARD_TRANSITIVE | inner record's field removed       | true
            BACKWARD_TRANSITIVE | field added without default        | false
            BACKWARD_TRANSITIVE | field renamed                      | false
            BACKWARD_TRANSITIVE | type narrowed                      | false
            BACKWARD_TRANSITIVE | type changed                       | false
            BACKWARD_TRANSITIVE | enum symbol removed                | false
            BACKWARD_TRANSITIVE | union branch removed               | false
            BACKWARD_TRANSITIVE | array's items changed              | false
            BACKWARD_TRANSITIVE | record renamed                     | false
            """)
    void shouldRefuseWhatBreaksThePromise(Promise promise, String change, boolean allowed) {
        History history = new History(SampleChange.BEFORE, promise, List.of(SampleChange.BEFORE));

        assertThat(history.violations(SampleChange.named(change)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void shouldHoldToEveryVersionAndNotOnlyToTheLast() {
        Schema without = SampleChange.named("optional field removed");
        Schema again = SampleChange.named("optional field of another type");
        History last = new History(again, Promise.FULL_TRANSITIVE, List.of(without));
        History all = new History(again, Promise.FULL_TRANSITIVE, List.of(SampleChange.BEFORE, without));

        assertThat(last.violations(again)).isEmpty();
        assertThat(all.violations(again)).isNotEmpty();
    }

    /** The same on the real records: taking away or retyping any field that has no default must be noticed. */
    @ParameterizedTest
    @MethodSource("publicRecords")
    void shouldNoticeAFieldThatChangesItsType(History history) {
        for (Schema.Field field : history.current().getFields()) {
            Schema changed = SampleChange.retyped(history.current(), field.name());
            assertThat(history.violations(changed)).as(field.name()).isNotEmpty();
        }
    }

    private static void names(Schema schema, Set<String> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.add(schema.getName())) {
                    schema.getFields().forEach(field -> names(field.schema(), found));
                }
            }
            case ARRAY -> names(schema.getElementType(), found);
            case MAP -> names(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> names(branch, found));
            case ENUM, FIXED -> found.add(schema.getName());
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
