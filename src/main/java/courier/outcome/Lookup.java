package courier.outcome;

/** What came of asking Kombo for the application of an intent of unknown outcome. */
public sealed interface Lookup {

    /**
     * There is one of the candidate and the job, created since the call.
     *
     * @param application the first that was created
     * @param matches how many there are
     */
    record Found(Application application, int matches) implements Lookup {}

    /** Kombo has answered in full, and there is none. */
    record Missing() implements Lookup {}

    /** Kombo could not be asked, or did not answer in full. */
    record Failed(Cause cause) implements Lookup {}
}
