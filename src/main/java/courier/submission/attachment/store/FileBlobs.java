package courier.submission.attachment.store;

import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening.Missing;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code file://} references below configured folders.
 *
 * <p>The file's real path, with all links followed, must lie below a folder's real path, so that neither {@code ..} nor
 * a link leads out. Who can write to these folders is trusted not to swap a directory for a link between that check and
 * the opening: Java offers no way to open relative to a directory that holds on every platform.
 *
 * <p>No read of a file can be given a time limit: a network file system that hangs holds the attempt's thread until the
 * mount itself gives up, and there is no call in all that time. Mount such folders so that they do ({@code soft} with
 * NFS): see docs/operations.md.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class FileBlobs implements BlobStore {

    private final List<Path> roots;

    /** Files below these folders. They need not exist yet: a missing one counts as a store that is down. */
    public FileBlobs(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    @Override
    public Opening open(BlobReference reference) {
        Path path = pathOf(reference.uri());
        if (path == null || path.getNameCount() == 0) {
            return new Refused();
        }
        Path normal = path.normalize();
        for (Path root : roots) {
            if (normal.startsWith(root) && !normal.equals(root)) {
                return openBelow(root, path);
            }
        }
        return new Refused();
    }

    private static @Nullable Path pathOf(URI uri) {
        String host = uri.getHost();
        boolean local = uri.getRawAuthority() == null || "localhost".equalsIgnoreCase(host);
        if (!local || uri.getRawPath() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return null;
        }
        try {
            return Path.of(uri.getPath()).toAbsolutePath();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Opening openBelow(Path root, Path path) {
        Path realRoot;
        try {
            realRoot = root.toRealPath();
        } catch (IOException _) {
            // a folder that is not mounted must not make every file in it a missing one
            return new Unavailable();
        }
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(realRoot) || !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                return new Refused();
            }
            return opened(real);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return new Missing();
        } catch (IOException _) {
            return new Unavailable();
        }
    }

    private static Opened opened(Path real) throws IOException {
        SeekableByteChannel channel =
                Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return new Opened(channel.size(), null, Channels.newInputStream(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
