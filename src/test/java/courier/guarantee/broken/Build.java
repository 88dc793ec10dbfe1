package courier.guarantee.broken;

import courier.sandbox.part.Worker;
import courier.testing.Fresh;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A worker of changed sources: those are compiled into a folder that goes before the production classes. In each build
 * a {@link Trap} can be set at every {@link Point}; one that is not set does nothing. So there is nothing in production
 * by which a step of the protocol could be switched off or a crash be asked for.
 *
 * <p>Threads: builds may be asked for by several threads; each is made once.
 */
public final class Build {

    private static final Path TARGET = Path.of("target");
    private static final Path SOURCES = Path.of("src", "main", "java", "courier");
    private static final Path TRAP = Path.of("src", "test", "java", "courier", "guarantee", "broken", "Trap.java");

    private static final Map<Build, String> MADE = new HashMap<>();
    private static final Map<String, Build> ALL = new HashMap<>();

    private final String name;
    private final List<Edit> edits;

    private Build(String name, List<Edit> edits) {
        this.name = name;
        this.edits = edits;
    }

    /** The protocol as it is. */
    public static Build sound() {
        return of("SOUND", List.of());
    }

    /** The same, which looks every second for what may be forgotten, and not every five minutes. */
    public static Build forgettingEarly() {
        return of(
                "FORGETTING_EARLY",
                List.of(new Edit("ledger/LedgerTask", "Duration.ofMinutes(5)", "Duration.ofSeconds(1)")));
    }

    /** With more than the points changed; for one name there is one build. */
    static Build of(String name, List<Edit> edits) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(
                    name,
                    _ -> new Build(
                            name,
                            Stream.concat(edits.stream(), Point.edits().stream())
                                    .toList()));
        }
    }

    /** The class path of a worker of this build, which is made now if need be. */
    public String classPath() {
        synchronized (MADE) {
            return MADE.computeIfAbsent(this, _ -> compiled(Fresh.directory("build-" + name)));
        }
    }

    /** Compiles the changed classes into a folder; returns the class path with it. */
    String compiled(Path folder) {
        String production = Worker.classPath(TARGET);
        Path sources = folder.resolveSibling(folder.getFileName() + "-sources");
        List<Path> files = Stream.concat(
                        changed().entrySet().stream()
                                .map(changed ->
                                        written(sources.resolve(changed.getKey() + ".java"), changed.getValue())),
                        Stream.of(TRAP))
                .toList();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp", production);
        try (var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            Files.createDirectories(folder);
            boolean compiles = ToolProvider.getSystemJavaCompiler()
                    .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiles) {
                throw new IllegalStateException(name + " does not compile: its edits must follow the sources\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.toAbsolutePath() + File.pathSeparator + production;
    }

    private Map<String, String> changed() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Edit edit : edits) {
            sources.put(edit.source(), edit.apply(sources.computeIfAbsent(edit.source(), Build::read)));
        }
        return sources;
    }

    private static Path written(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String source) {
        try {
            return Files.readString(SOURCES.resolve(source + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
