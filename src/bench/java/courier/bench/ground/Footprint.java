package courier.bench.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a worker takes of a machine, in MiB; {@code NaN} where the system does not tell.
 *
 * @param rss resident memory now
 * @param peakRss the most resident memory that it ever had
 * @param heap the most heap that was left in use after a collection
 * @param disk what its state directory holds
 */
public record Footprint(double rss, double peakRss, double heap, double disk) {
    private static final Pattern COLLECTION = Pattern.compile("->(\\d+)M\\(\\d+M\\)");
    private static final int WALKS = 10;
    private static final double MEBI = 1024.0 * 1024;

    static Footprint of(ProcessHandle process, Path gcLog, Path state) {
        String status = text(Path.of("/proc", Long.toString(process.pid()), "status"));
        return new Footprint(kibi(status, "VmRSS"), kibi(status, "VmHWM"), heap(text(gcLog)), disk(state) / MEBI);
    }

    private static double kibi(String status, String name) {
        Matcher matcher = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : Double.NaN;
    }

    private static double heap(String log) {
        return COLLECTION
                .matcher(log)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .max()
                .orElse(Double.NaN);
    }

    /** RocksDB deletes files while we walk, which can end a walk: then it begins again. */
    private static double disk(Path directory) {
        for (int i = 0; i < WALKS; i++) {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.mapToLong(Footprint::size).sum();
            } catch (IOException | UncheckedIOException _) {
                Thread.onSpinWait();
            }
        }
        return Double.NaN;
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
