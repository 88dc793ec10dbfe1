package courier.status;

import java.util.Map;

/**
 * What the JDK's HTTP server grants its clients, in time and size. It takes that from system properties when it is
 * first used, for all servers of a JVM alike: so it is for a process of ours to set, and not for each endpoint.
 */
public final class ServerBounds {

    private static final Map<String, String> BOUNDS = Map.of(
            "jdk.httpserver.maxConnections", "256",
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "60",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            "sun.net.httpserver.nodelay", "true");

    private ServerBounds() {}

    /** Sets what is not set yet: a site may have its own. */
    public static void preset() {
        BOUNDS.forEach((property, value) -> {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
    }
}
