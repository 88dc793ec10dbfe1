package courier.guarantee.broken;

/**
 * A change of a production source.
 *
 * @param source below the sources' root, without its suffix
 * @param from what it says now, in exactly one place
 * @param to what it says in the changed build
 */
record Edit(String source, String from, String to) {

    /** With something done before what stands there. */
    static Edit before(String source, String anchor, String statement) {
        return new Edit(source, anchor, statement + " " + anchor);
    }

    /** With something done after it. */
    static Edit after(String source, String anchor, String statement) {
        return new Edit(source, anchor, anchor + " " + statement);
    }

    /** Applied to a text. */
    String apply(String text) {
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(source + (at < 0 ? " no longer says" : " says more than once") + " \""
                    + from + "\": move the edit along with the code");
        }
        return text.substring(0, at) + to + text.substring(at + from.length());
    }
}
