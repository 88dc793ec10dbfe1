package courier.bench.upload;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is open for one upload.
 *
 * @param bytes its size
 */
record Source(InputStream in, long bytes) implements AutoCloseable {

    /** Nothing. */
    static Source none() {
        return new Source(InputStream.nullInputStream(), 0);
    }

    /** What is behind a {@code file:} or an {@code http:} address. */
    static Source of(URI uri) throws IOException {
        if (uri.getScheme().equals("file")) {
            Path path = Path.of(uri);
            return new Source(Files.newInputStream(path), Files.size(path));
        }
        URLConnection connection = uri.toURL().openConnection();
        InputStream in = connection.getInputStream();
        return new Source(in, connection.getContentLengthLong());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
