package courier.submission.verdict;

/** What came before an attempt, as far as it changes the verdict. */
public enum History {
    /** No earlier attempt can have created the application. */
    CLEAN,
    /** An earlier attempt may have created it. */
    PRIOR_UNPROVEN
}
