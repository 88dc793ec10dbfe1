package courier.sandbox.account;

import java.util.List;

/** Which guarantees there are. */
public final class Guarantees {

    /** Those that hold whatever happens, under every policy. */
    public static final List<Guarantee> ALWAYS = List.of(
            new OneEnd(),
            new NoCallAfterTheEnd(),
            new NoSecondCallWithoutDoubt(),
            new WarningsBelong(),
            new JournalAgrees());

    private Guarantees() {}
}
