package courier.testing;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Tests that mostly wait, for sessions and graces to pass: several at a time, each with parts of its own. */
public final class Together {

    private Together() {}

    /** A test. */
    public record Named(String name, Executable test) {}

    /** Begins these, so many at a time, in their order; each is reported as a test of its own. */
    public static Stream<DynamicTest> play(int atATime, List<Named> tests) {
        ExecutorService threads = Executors.newFixedThreadPool(
                atATime, Thread.ofPlatform().name("together-", 0).daemon().factory());
        List<Future<?>> played = tests.stream()
                .<Future<?>>map(each -> threads.submit(() -> played(each.test())))
                .toList();
        return Stream.iterate(0, i -> i + 1)
                .limit(tests.size())
                .map(i -> DynamicTest.dynamicTest(tests.get(i).name(), () -> ended(played.get(i))))
                .onClose(threads::shutdownNow);
    }

    private static Void played(Executable test) throws Exception {
        try {
            test.execute();
            return null;
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ended(Future<?> test) throws Throwable {
        try {
            test.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
