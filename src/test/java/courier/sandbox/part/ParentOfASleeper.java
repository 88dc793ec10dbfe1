package courier.sandbox.part;

import courier.testing.Fresh;
import java.time.Duration;
import java.util.List;

/** A process that starts a child, says its id, and does nothing more. */
final class ParentOfASleeper {
    private ParentOfASleeper() {}

    public static void main(String[] args) {
        ChildProcess child = ChildProcess.start("child", Fresh.directory("child"), List.of("sleep", "600"));
        System.out.println("child " + child.handle().pid());
        boolean _ = Patience.until(Duration.ofMinutes(10), () -> false);
    }
}
