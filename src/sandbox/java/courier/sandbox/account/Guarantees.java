package courier.sandbox.account;

import java.util.List;

/** Which guarantees there are. */
public final class Guarantees {

    /** Those that hold whatever happens, under every policy for doubts. */
    public static final List<Guarantee> ALWAYS = with(new NoSecondCallWithoutDoubt(true));

    /** Those that hold whatever happens where doubts are parked. */
    public static final List<Guarantee> PARKED = with(new NoSecondCallWithoutDoubt(false));

    private Guarantees() {}

    private static List<Guarantee> with(Guarantee secondCalls) {
        return List.of(new OneEnd(), new NoCallAfterTheEnd(), secondCalls, new WarningsBelong(), new JournalAgrees());
    }
}
