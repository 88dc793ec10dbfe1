package courier.sandbox;

import courier.sandbox.account.Account;
import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Position;
import courier.sandbox.part.Patience;
import courier.sandbox.part.Worker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A sandbox that stays up: says where everything is and what can be done with it, and shows what becomes of the intents
 * that somebody publishes. Used by one thread; another one, at the end of the JVM, says that it stops.
 */
final class Kept {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final PrintStream out;
    private final Supplier<Account> account;
    private final Set<Position> shown = new HashSet<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    Kept(PrintStream out, Supplier<Account> account) {
        this.out = out;
        this.account = account;
    }

    /** Says where everything is. The commands can be pasted into another terminal as they are. */
    void explain(SandboxParts parts, Path program, Path settings, Path project, int port) {
        String courier = project.relativize(program).toString();
        String config = project.relativize(settings).toString();
        out.print("""

                Kafka            %s
                schema registry  %s
                S3               %s  (access key %s, secret %s)
                Kombo stand-in   %s
                worker's log     %s
                worker's pages   http://127.0.0.1:%d  (/status, /metrics, /health/ready,
                                 /applications/workday%%3AHWUTwvyx2wLoSUHphiWVrp28/frank.doe)

                To publish an intent of your own, in another terminal:
                  cd '%s'
                  sed 's/frank.doe/grace.doe/' config/sandbox/01-kombo-documentation.json > target/sandbox/grace.json
                  %s publish --config %s target/sandbox/grace.json
                What becomes of it is shown here. Each intent needs an intent_id of its own: one that has been
                delivered is not delivered again. The calls that the stand-in got:
                  curl -s %s/control/journal

                Everything stays up until Ctrl-C.
                """.formatted(
                        parts.broker().bootstrapServers(),
                        parts.registry().url(),
                        parts.blobStore().endpoint(),
                        parts.blobStore().accessKey(),
                        parts.blobStore().secretKey(),
                        parts.kombo().baseUrl(),
                        settings.resolveSibling("worker.log"),
                        port,
                        project,
                        courier,
                        config,
                        parts.kombo().root()));
    }

    /** Shows what ends, until somebody ends this JVM or the worker ends without that. */
    void watch(Account seen, Worker worker) {
        seen.rows().forEach(row -> shown.add(row.asked().at()));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("say-stop").unstarted(this::stop));
        boolean _ = Patience.until(FOR_EVER, SECOND, () -> {
            if (stopping.get() || !worker.isAlive()) {
                return true;
            }
            show();
            return false;
        });
        // Ctrl-C reaches the worker and this JVM at the same time: its end may be seen first
        if (Patience.until(SECOND, stopping::get)) {
            // the children's shutdown hook needs its time; whoever returned now would kill the worker
            boolean _ = Patience.until(FOR_EVER, SECOND, () -> false);
        }
    }

    private void show() {
        Account now = account.get();
        List<Row> fresh = now.rows().stream()
                .filter(row -> row.ended() != null)
                .filter(row -> shown.add(row.asked().at()))
                .toList();
        if (!fresh.isEmpty()) {
            out.println();
            out.print(Table.of(fresh));
            out.println(now.summary());
        }
    }

    private void stop() {
        stopping.set(true);
        out.println();
        out.println("Stopping everything.");
    }
}
