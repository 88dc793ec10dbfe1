package courier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.account.Account;
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
    private final Position at = new Position("intents", 0, 7);

    @Test
    void shouldShowWhatBecameOfEachIntent() {
        Identity good = new Identity("workday:one", "good", 0);
        Identity bad = new Identity("workday:one", "bad", 0);
        Account account = new Account(
                List.of(
                        new Row(new Intent(at, good, "job", "good", "body"), new Success(at, at, good, 2, "a1")),
                        new Row(
                                new Intent(at, bad, "job", "bad", "body"),
                                new DeadLetter(at, at, bad, 1, "submission", "OUTCOME_UNKNOWN", true)),
                        new Row(new Undecodable(at), null)),
                0,
                0,
                List.of());

        assertThat(Table.of(account)).isEqualTo("""
                INTENT         JOB  INTEGRATION  OUTCOME                ATTEMPTS  CODE OR APPLICATION
                good           job  workday:one  success                2         a1
                bad            job  workday:one  dead letter, in doubt  1         OUTCOME_UNKNOWN
                (intents-0@7)  -    -            open                   -         -
                """);
    }
}
