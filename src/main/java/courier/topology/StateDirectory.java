package courier.topology;

import courier.dispatch.Incarnation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The worker's state directory, held by one process at a time. It remembers the incarnations that held it: while this
 * process holds the lock, the others are dead.
 */
final class StateDirectory implements AutoCloseable {

    private static final String LOCK = "courier.lock";
    private static final String INCARNATIONS = "courier.incarnations";
    private static final int REMEMBERED = 200;
    private static final int ID_LENGTH = 12;
    private static final String ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final FileChannel channel;
    private final Incarnation incarnation;

    private StateDirectory(FileChannel channel, Incarnation incarnation) {
        this.channel = channel;
        this.incarnation = incarnation;
    }

    /**
     * Takes the directory, making it for the owner's eyes alone if it is not there.
     *
     * @return null if another process holds it
     * @throws IOException if the file system refuses
     */
    static @Nullable StateDirectory take(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            return null;
        }
        return new StateDirectory(channel, next(directory.resolve(INCARNATIONS)));
    }

    Incarnation incarnation() {
        return incarnation;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** The new id is on the disk before any marker can carry it. */
    private static Incarnation next(Path file) throws IOException {
        List<String> before = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        List<String> kept = before.subList(Math.max(0, before.size() - REMEMBERED), before.size());
        String id = newId();
        Set<String> own = new HashSet<>(kept);
        own.add(id);
        StringBuilder lines = new StringBuilder();
        kept.forEach(line -> lines.append(line).append('\n'));
        Path next = file.resolveSibling(INCARNATIONS + ".new");
        Files.writeString(
                next,
                lines.append(id).append('\n'),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        return new Incarnation(id, own);
    }

    private static String newId() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }
}
