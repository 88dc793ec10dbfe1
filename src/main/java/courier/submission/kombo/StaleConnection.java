package courier.submission.kombo;

import java.io.IOException;

/** Thrown before anything was sent: the connection was closed by the server while it waited for its next request. */
final class StaleConnection extends IOException {

    private static final long serialVersionUID = 1L;

    StaleConnection() {
        super("closed while idle");
    }
}
