package courier.ops;

import java.util.Set;

/** What a metric is told apart by. The values of each are a closed set, so that no input can make a new time series. */
public enum Label {
    /** Kombo's integration: so many of them by configuration, the rest under {@code other}; see {@link Labels}. */
    INTEGRATION("integration", Set.of()),
    /** A code of Kombo's or of Courier's, as in dead letters; {@code none} for a success. */
    CODE("code", Set.of()),
    /** What an attempt's outcome leads to. */
    VERDICT("verdict", Set.of("settle", "already-exists", "retry", "throttle", "hold", "reject", "doubt")),
    /** How an intent ended. */
    END("end", Set.of(Label.SUCCESS, Label.DEAD_LETTER)),
    /** How far a hold reaches. */
    SCOPE("scope", Set.of("integration", "key", "address"));

    /** A value of {@link #END}. */
    public static final String SUCCESS = "success";

    /** A value of {@link #END}. */
    public static final String DEAD_LETTER = "dead-letter";

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable set
    private final Set<String> values;

    Label(String text, Set<String> values) {
        this.text = text;
        this.values = values;
    }

    /** The label's name in a time series. */
    public String text() {
        return text;
    }

    /** Its values, where they are the same in every worker. */
    Set<String> closed() {
        return values;
    }
}
