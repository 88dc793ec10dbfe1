package courier.chaos;

import courier.chaos.Fault.Disk;
import courier.sandbox.part.Worker;
import courier.testing.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a run, and their supervisor: one that ends by itself is started again. Each has a state directory of
 * its own, which survives its restarts. Used by one thread.
 */
final class Fleet implements AutoCloseable {

    private static final Path TARGET = Path.of("target");

    /** The jars of another build: of a release, if {@code chaos.release} names their folder. */
    private static final Path OTHER = Path.of(System.getProperty(
            "chaos.release", TARGET.resolve("courier").resolve("lib").toString()));

    /** Exit codes after which a supervisor does not start a worker again, by docs/operations.md. */
    private static final Set<Integer> FOR_PERSONS = Set.of(2, 3, 4, 10);

    private final List<String> options;
    private final Application application;
    private final Consumer<String> log;
    private final List<Member> members = new ArrayList<>();
    private final List<Long> restarts = new ArrayList<>();

    /** A place for a worker. */
    private static final class Member {
        final String name;
        int disk;
        boolean other;
        boolean wanted;
        boolean away;
        boolean crashed;

        @Nullable
        Worker worker;

        Member(String name) {
            this.name = name;
        }
    }

    Fleet(Site site, Application application, Consumer<String> log) {
        this.options = List.of(
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=" + site.blobStore().accessKey(),
                "-Daws.secretAccessKey=" + site.blobStore().secretKey());
        this.application = application;
        this.log = log;
    }

    /** Starts one more worker. */
    void add() {
        members.add(new Member("worker-" + members.size()));
        start(members.size() - 1);
    }

    /** Whether there is such a worker, running and not in the hands of another fault. */
    boolean isThere(int index) {
        if (index >= members.size()) {
            return false;
        }
        Member member = members.get(index);
        return member.wanted && !member.away && member.worker != null && member.worker.isAlive();
    }

    /** How many workers are to run. */
    long wanted() {
        return members.stream().filter(member -> member.wanted).count();
    }

    int size() {
        return members.size();
    }

    /** Starts it, or starts it again. */
    void start(int index) {
        Member member = members.get(index);
        Path state = application.directory().resolve(member.name + "-state-" + member.disk);
        Path settings = application.settingsOf(member.name, state);
        String classPath = member.other ? OTHER.toAbsolutePath() + "/*" : Worker.classPath(TARGET);
        if (member.crashed) {
            restarts.add(Faults.now());
            member.crashed = false;
        }
        member.worker = Worker.start(member.name, classPath, application.directory(), settings, options);
        member.wanted = true;
        member.away = false;
    }

    void kill(int index, Disk disk) {
        Member member = members.get(index);
        member.away = true;
        worker(member).kill();
        if (disk == Disk.LOST) {
            member.disk++;
        } else {
            member.crashed = true;
        }
    }

    /** When workers that had been killed were started again on the disk that they had. */
    List<Long> restarts() {
        return List.copyOf(restarts);
    }

    /** Asks it to end; returns its exit code. */
    int stop(int index) {
        Member member = members.get(index);
        member.away = true;
        return worker(member).stop();
    }

    /** The one that was stopped does not come back. */
    void retire(int index) {
        members.get(index).wanted = false;
    }

    void freeze(int index) {
        members.get(index).away = true;
        Signals.freeze(worker(members.get(index)).handle());
    }

    void thaw(int index) {
        members.get(index).away = false;
        Signals.thaw(worker(members.get(index)).handle());
    }

    void fillDisk(int index) {
        members.get(index).away = true;
        Signals.fillDisk(worker(members.get(index)).handle());
    }

    /** From its next start on it is the other build, if there is one: without a release, our own as jars. */
    void swapBuild(int index) {
        Member member = members.get(index);
        member.other = !member.other && Files.isDirectory(OTHER);
    }

    /** Starts those again that have ended by themselves; says whether there were any. */
    boolean supervise() {
        boolean any = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Worker worker = member.worker;
            if (member.wanted && !member.away && worker != null && !worker.isAlive()) {
                int code = worker.stop();
                if (FOR_PERSONS.contains(code)) {
                    throw new IllegalStateException(
                            member.name + " has ended with " + code + ": " + worker.lastLines());
                }
                log.accept(member.name + " has ended by itself with " + code + " and is started again");
                start(i);
                any = true;
            }
        }
        return any;
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        members.stream().map(member -> member.worker).forEach(worker -> {
            if (worker != null) {
                worker.close();
            }
        });
    }

    private static Worker worker(Member member) {
        if (member.worker == null) {
            throw new IllegalStateException(member.name + " was never started");
        }
        return member.worker;
    }
}
