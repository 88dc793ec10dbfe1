package courier.sandbox.account;

import java.util.List;

/** A promise of Courier's that is held against what a run left behind. Implementations keep no state. */
public interface Guarantee {

    /** The promise in one sentence. */
    String name();

    /** All that broke it; empty if it was kept. */
    List<Offence> offences(History history);

    /** Holds it against a run. */
    default Finding check(History history) {
        return new Finding(this, offences(history));
    }

    /**
     * One breach.
     *
     * @param intent whose, as far as that is known
     * @param what happened, in a sentence without the intent
     */
    record Offence(String intent, String what) {
        @Override
        public String toString() {
            return what + ": " + intent;
        }
    }

    /** What a guarantee has found. */
    record Finding(Guarantee guarantee, List<Offence> offences) {
        public Finding {
            offences = List.copyOf(offences);
        }

        public boolean isKept() {
            return offences.isEmpty();
        }

        @Override
        public String toString() {
            return guarantee.name() + ": " + (isKept() ? "kept" : "BROKEN by " + offences);
        }
    }
}
