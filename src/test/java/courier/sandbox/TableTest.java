package courier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked.Intent;
import courier.sandbox.account.Asked.Undecodable;
import courier.sandbox.account.Ended.DeadLetter;
import courier.sandbox.account.Ended.Success;
import courier.sandbox.account.Identity;
import courier.sandbox.account.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final String LONG = "an-id-that-never-ends-".repeat(5);

    private final Position at = new Position("intents", 0, 7);

    @Test
    void shouldShowWhatBecameOfEachIntent() {
        Identity good = new Identity("workday:one", "good", 0);
        Identity bad = new Identity("workday:one", "bad", 0);
        List<Row> rows = List.of(
                new Row(
                        new Intent(at, good, "job", "good", "body"),
                        new Success(at, at, good, 2, "a1", 0),
                        List.of("KOMBO_WARNING")),
                new Row(
                        new Intent(at, bad, "job", "bad", "body"),
                        new DeadLetter(at, at, bad, 1, "submission", "OUTCOME_UNKNOWN", true, true, null, 0),
                        List.of()),
                new Row(new Undecodable(at), null, List.of()));

        assertThat(Table.of(rows)).isEqualTo("""
                INTENT          JOB  INTEGRATION  OUTCOME                            ATTEMPTS  CODE OR APPLICATION
                good            job  workday:one  success, 1 warning: KOMBO_WARNING  2         a1
                bad             job  workday:one  dead letter, in doubt              1         OUTCOME_UNKNOWN
                (bytes at 0@7)  -    -            open                               -         -
                """);
    }

    @Test
    void shouldFitATerminalWhateverTheIds() {
        Identity identity = new Identity(LONG, LONG, 0);
        Row row = new Row(
                new Intent(at, identity, LONG, "key", "body"),
                new DeadLetter(at, at, identity, 1_000_000, "submission", LONG, true, true, null, 0),
                List.of("KOMBO_WARNING", "POSSIBLE_DUPLICATE"));

        assertThat(Table.of(List.of(row)).lines())
                .allMatch(line -> line.length() <= Table.MAX_WIDTH)
                .last()
                .asString()
                .startsWith("an-id-that-never-en…  an-id-that-never-end…  ")
                .contains("dead letter, in doubt, 2 warning…");
    }
}
