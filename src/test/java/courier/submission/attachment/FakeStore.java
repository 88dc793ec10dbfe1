package courier.submission.attachment;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store in memory that can make addresses, and tells what was asked of it. */
final class FakeStore implements BlobStore {

    /** What no log and no {@code toString} may show. */
    static final String SIGNATURE = "X-Amz-Signature=5ec4e7";

    private final Map<String, Stored> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean addresses = true;
    private int open;

    private record Stored(@Nullable Long size, @Nullable String type, byte[] content) {}

    /** Stores a file whose size the store tells. */
    FakeStore with(String name, byte[] content, @Nullable String type) {
        files.put(name, new Stored((long) content.length, type, content));
        return this;
    }

    /** Stores a file of which the store tells another size, or none. */
    FakeStore claiming(String name, @Nullable Long size, byte[] content) {
        files.put(name, new Stored(size, null, content));
        return this;
    }

    /** Makes no addresses. */
    FakeStore readOnly() {
        addresses = false;
        return this;
    }

    List<String> asked() {
        return asked;
    }

    int open() {
        return open;
    }

    @Override
    public Opening open(BlobReference reference) {
        String name = reference.uri().getSchemeSpecificPart();
        asked.add("open " + name);
        Stored stored = files.get(name);
        if (stored == null) {
            return name.equals("down") ? new Opening.Unavailable() : new Opening.Missing();
        }
        open++;
        InputStream stream = new ByteArrayInputStream(stored.content()) {
            private boolean closed;

            @Override
            public void close() {
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
        return new Opening.Opened(stored.size(), stored.type(), stream);
    }

    @Override
    public Addressing address(BlobReference reference, Duration validity) {
        if (!addresses) {
            return new Addressing.Unsupported();
        }
        String name = reference.uri().getSchemeSpecificPart();
        asked.add("address " + name + " for " + validity);
        Stored stored = files.get(name);
        if (stored == null) {
            return new Addressing.Failed(name.equals("down") ? new Opening.Unavailable() : new Opening.Missing());
        }
        return new Addressing.Addressed(
                URI.create("https://store.example/" + name + "?" + SIGNATURE), stored.size(), stored.type());
    }
}
