package courier.ledger;

/** A step of the protocol that the worker of a {@link World} leaves out: what it is for must show. */
enum Omission {
    NOTHING,
    /** Calls start with their markers, not with the commit. */
    COMMIT_HOOK,
    /** A call starts however old its marker is. */
    START_BY,
    /** A dispatch is given up as soon as it is made. */
    GRACE,
    /** A dispatch is given up before all is read that is on record of it. */
    PROBE
}
