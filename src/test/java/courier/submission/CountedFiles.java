package courier.submission;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.List;

/** Notes when files are opened and closed, and how many are open. For one thread. */
final class CountedFiles {
    private final List<String> events;
    private int open;

    CountedFiles(List<String> events) {
        this.events = events;
    }

    int open() {
        return open;
    }

    /** A file that is open from now on. */
    InputStream counted(InputStream stream) {
        open++;
        events.add("open");
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                open--;
                events.add("close");
            }
        };
    }
}
