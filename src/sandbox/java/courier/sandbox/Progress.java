package courier.sandbox;

import java.io.Console;
import java.io.PrintStream;

/** How it goes: on a terminal one line that changes, elsewhere a line whenever something has changed. */
final class Progress {
    private final PrintStream out;
    private final boolean terminal = onTerminal();
    private String shown = "";

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Begins a step. */
    void say(String step) {
        end();
        out.println("- " + step);
    }

    /** Says how far a step is. */
    void show(String state) {
        if (state.equals(shown)) {
            return;
        }
        if (terminal) {
            out.print("\r  " + state + " ".repeat(Math.max(0, shown.length() - state.length())));
            out.flush();
        } else {
            out.println("  " + state);
        }
        shown = state;
    }

    @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24; on 25 it is null again without a terminal
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private void end() {
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
        shown = "";
    }
}
