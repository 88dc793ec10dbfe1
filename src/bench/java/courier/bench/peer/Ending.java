package courier.bench.peer;

/** The end of a process that is asked to end (SIGTERM). */
final class Ending {

    private Ending() {}

    /**
     * Has this done when the process is asked to end, and then lets the main thread come to its own end, where it
     * closes what it has opened. To be called by the main thread.
     */
    static void whenAsked(Runnable stop) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(() -> {
            stop.run();
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
