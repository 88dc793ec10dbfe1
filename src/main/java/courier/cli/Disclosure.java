package courier.cli;

/** Whether what is about a person may be printed. */
enum Disclosure {
    /** It may not: the names of what is left out are printed in its place. */
    WITHHELD,
    /** A person has asked for it. */
    SHOWN
}
