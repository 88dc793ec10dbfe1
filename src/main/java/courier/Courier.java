package courier;

/** The worker's main class. */
public final class Courier {
    private Courier() {}

    public static void main(String[] args) {
        System.out.println(args.length);
    }
}
