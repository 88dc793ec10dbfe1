package courier.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;

/**
 * A record of the contract and what it was in every version ever released, oldest first.
 *
 * <p>Each version is one file, {@code avro/history/<record>/<n>.avsc}: the schema as a registry gets it, with all the
 * types that it names inside.
 */
record History(Schema current, Promise promise, List<Schema> versions) {

    static final Path AVRO = Path.of("avro");

    /** Who can read whom, over all versions. */
    enum Promise {
        /** A newer schema reads what any older one wrote. */
        BACKWARD_TRANSITIVE(true, false),
        /** And any older one reads what a newer one wrote. */
        FULL_TRANSITIVE(true, true);

        private final boolean newReadsOld;
        private final boolean oldReadsNew;

        Promise(boolean newReadsOld, boolean oldReadsNew) {
            this.newReadsOld = newReadsOld;
            this.oldReadsNew = oldReadsNew;
        }
    }

    History {
        versions = List.copyOf(versions);
    }

    static History of(Class<?> type, Promise promise) {
        String generated = SpecificData.getForClass(type).getSchema(type).toString();
        // the mark of Java's generated classes is no part of the contract
        Schema current = new Schema.Parser().parse(generated.replace(",\"avro.java.string\":\"String\"", ""));
        return new History(current, promise, read(folder(current)));
    }

    Path next() {
        return folder(current).resolve((versions.size() + 1) + ".avsc");
    }

    /** What breaks the promise between a candidate and each version; empty where it is kept. */
    List<String> violations(Schema candidate) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            if (promise.newReadsOld) {
                found.addAll(unreadable("the new one cannot read version " + (i + 1), candidate, versions.get(i)));
            }
            if (promise.oldReadsNew) {
                found.addAll(unreadable("version " + (i + 1) + " cannot read the new one", versions.get(i), candidate));
            }
        }
        return found;
    }

    private static List<String> unreadable(String what, Schema reader, Schema writer) {
        var fit = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return fit.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : fit.getResult().getIncompatibilities().stream()
                        .map(why -> what + ": " + why.getType() + " at " + why.getLocation())
                        .toList();
    }

    private static Path folder(Schema schema) {
        return AVRO.resolve("history").resolve(schema.getName());
    }

    private static List<Schema> read(Path folder) {
        List<Schema> versions = new ArrayList<>();
        IntFunction<Path> file = n -> folder.resolve(n + ".avsc");
        for (int n = 1; Files.exists(file.apply(n)); n++) {
            try {
                versions.add(new Schema.Parser().parse(file.apply(n).toFile()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }
}
