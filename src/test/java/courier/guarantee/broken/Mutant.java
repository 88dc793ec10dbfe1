package courier.guarantee.broken;

import courier.sandbox.part.Worker;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A worker without one step of the protocol: the production sources with a line or two changed, compiled into a folder
 * that goes before the production classes. So there is nothing in production by which the step could be switched off.
 *
 * <p>A text that is no longer in its source is an error: whoever moves the step moves its mutant, too.
 */
public enum Mutant {
    /** Calls start with their markers, not with the commit of these. */
    NO_COMMIT_HOOK(edit("dispatch/Departures", "Fence.current().add(this, dispatch);", "launch(dispatch);")),

    /** A new owner calls and judges at once, without reading first what is written already. */
    NO_PROBE(
            edit("ledger/LedgerTask", "alarm.wakeAt(probes.resendAt())", "alarm.wakeAt(now)"),
            edit("ledger/LedgerTask", "probes.resend(now);", "probes.skipped().forEach(this::judge);"),
            edit(
                    "ledger/Probes",
                    "private void emit(long now) {",
                    "Map<Identity, String> skipped() { return read(new Probed(owner, sequence)); }"
                            + " private void emit(long now) {")),

    /** Whoever takes a dispatch back tells nobody. */
    NO_RELEASE(edit(
            "dispatch/Departures",
            "publisher.inBackground(() -> finish(dispatch, release));",
            "leave(dispatch.nonce());")),

    /** A release is believed whatever dispatch it is of. */
    ANY_NONCE(edit(
            "ledger/LateRecords",
            "row(table, DISPATCHED, RELEASE, REQUEUE, RESOLVE, IGNORE)",
            "row(table, DISPATCHED, RELEASE, REQUEUE, REQUEUE, REQUEUE)")),

    /** A dispatch without an outcome is waited for for ever. */
    NO_DEADLINE(edit("ledger/LedgerSettings", ".plus(MARGIN)", ".plus(Duration.ofDays(1))")),

    /** Outcomes are handed back inside the process, and end with it. */
    OUTCOMES_IN_MEMORY(edit(
            "dispatch/Departures",
            "publisher.publish(record, dispatch.partition());",
            "if (!stopping) { publisher.publish(record, dispatch.partition()); }")),

    /** What has ended is not remembered. */
    NO_MEMORY(edit(
            "ledger/LedgerStores",
            "case Entry.Settled to -> put(identity, to, before instanceof Entry.Settled);",
            "case Entry.Settled _ -> payload.delete(key(Keys.identity(identity)));")),

    /** An answer that never came is taken for a failure, and the call made again. */
    DOUBT_IS_FAILURE(edit(
            "ledger/Reports",
            "endings.doubted(lined(open, attempted, cause), cause, attempted.nonce(), at)",
            "retry(lined(open, attempted, cause).counted(), attempted, cause, null, standing, at)"));

    private static final Path SOURCES = Path.of("src", "main", "java", "courier");

    private final List<Edit> edits;

    Mutant(Edit... edits) {
        this.edits = List.of(edits);
    }

    private record Edit(String source, String from, String to) {}

    private static Edit edit(String source, String from, String to) {
        return new Edit(source, from, to);
    }

    /** Compiles the changed classes into a folder; returns the class path of the broken worker. */
    public String classPath(Path folder, Path target) {
        String production = Worker.classPath(target);
        compile(folder, production);
        return folder + File.pathSeparator + production;
    }

    private void compile(Path folder, String production) {
        Path sources = folder.resolveSibling(folder.getFileName() + "-sources");
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> changed : changed().entrySet()) {
                Path file = sources.resolve(changed.getKey() + ".java");
                Files.createDirectories(file.getParent());
                Files.writeString(file, changed.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp", production);
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(changed().keySet().stream()
                    .map(source -> sources.resolve(source + ".java"))
                    .toList());
            if (!compiler.getTask(said, files, null, options, null, units).call()) {
                throw new IllegalStateException(this + " does not compile: its edits must follow the sources\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> changed() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String before = sources.computeIfAbsent(edit.source(), Mutant::read);
            if (!before.contains(edit.from())) {
                throw new IllegalStateException(
                        this + ": " + edit.source() + " no longer says \"" + edit.from() + "\"; move the edit along");
            }
            sources.put(edit.source(), before.replace(edit.from(), edit.to()));
        }
        return sources;
    }

    private static String read(String source) {
        try {
            return Files.readString(SOURCES.resolve(source + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
