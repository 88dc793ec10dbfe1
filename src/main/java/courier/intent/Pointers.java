package courier.intent;

/** JSON Pointers in violations. */
final class Pointers {

    private static final int LONGEST = 500;

    private Pointers() {}

    /** The pointer to a member of what {@code parent} points to. */
    static String member(String parent, String name) {
        return shortened(parent + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /** Keeps a name that somebody chose freely from filling events and logs. */
    static String shortened(String pointer) {
        return pointer.length() <= LONGEST ? pointer : pointer.substring(0, LONGEST) + "…";
    }
}
