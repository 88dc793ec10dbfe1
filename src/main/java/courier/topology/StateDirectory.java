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
import java.nio.file.attribute.PosixFilePermission;
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

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final FileChannel channel;
    private final Incarnation incarnation;

    private StateDirectory(Path directory, FileChannel channel, Incarnation incarnation) {
        this.directory = directory;
        this.channel = channel;
        this.incarnation = incarnation;
    }

    /**
     * Takes the directory. It is the owner's alone from then on, whatever it was before, as the applications of persons
     * lie in it; its files are in nobody's reach, whatever their own modes.
     *
     * @return null if another process holds it
     * @throws IOException if the file system refuses, or leaves it open to others
     */
    static @Nullable StateDirectory take(Path directory) throws IOException {
        Files.createDirectories(directory);
        close(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            return null;
        }
        return new StateDirectory(directory, channel, next(directory.resolve(INCARNATIONS)));
    }

    /**
     * Makes it the owner's alone again: Kafka Streams opens its state directory to the owner's group when it is set up.
     *
     * @throws IOException if the file system refuses
     */
    void keepClosed() throws IOException {
        close(directory);
    }

    private static void close(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (!Files.getPosixFilePermissions(directory).equals(OWNERS)) {
            try {
                Files.setPosixFilePermissions(directory, OWNERS);
            } catch (IOException e) {
                throw new OpenToOthersException(directory, e);
            }
        }
        // some mounts take a mode without a word and keep their own
        if (!Files.getPosixFilePermissions(directory).equals(OWNERS)) {
            throw new OpenToOthersException(directory, null);
        }
    }

    /** The directory can be read by others than its owner, and this user cannot change that. */
    static final class OpenToOthersException extends IOException {
        OpenToOthersException(Path directory, @Nullable IOException cause) {
            super(directory + " must be the worker's own (mode 0700), and its mode cannot be changed", cause);
        }
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
