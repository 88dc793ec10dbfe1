package courier.config;

import java.time.Duration;

/** The settings of what can be seen of a worker. */
final class OperationKeys {

    private static final Type<String> HOST_NAME = Type.matching(
            "[A-Za-z0-9._-]{1,253}|\\[?[0-9A-Fa-f:.]{2,45}]?",
            "a host's name or address",
            "write it without a scheme or a port, for example 0.0.0.0");

    static final Section HTTP_SECTION = Section.of(
            "http",
            "The worker's pages: metrics, health, status. They have no password: keep them inside your network.");
    static final Key<Boolean> HTTP = HTTP_SECTION.key(
            "enabled", Type.flag(), "true", "Whether there are pages. Without them there are no metrics.");
    static final Key<String> HOST = HTTP_SECTION.key(
            "host",
            HOST_NAME,
            "127.0.0.1",
            "Address of this machine to listen at; 0.0.0.0 for all of them, as containers need it.");
    static final Key<Integer> PORT = HTTP_SECTION.key(
            "port",
            Type.integer(0, 65_535),
            "8086",
            "Port to listen at; 0 for any that is free, which the log then names. Workers on one machine need one each.");
    static final Key<String> ADVERTISED_HOST = HTTP_SECTION.unset(
            "advertised-host",
            HOST_NAME,
            "the address of http.host, or the machine's own where that is all of them",
            "Name or address at which other workers reach this one, to ask where an intent of its own stands.");

    static final Section METRICS_SECTION = Section.of("metrics", "What metrics tell apart.");
    static final Key<Integer> INTEGRATIONS_MAX = METRICS_SECTION.key(
            "integrations-max",
            Type.integer(0, 5_000),
            "100",
            "Integrations with a label of their own: those named below 'integrations', then the ones met first; all others"
                    + " are told together as 'other'. Each is some 45 time series.");

    static final Key<Boolean> PER_TASK = METRICS_SECTION.key(
            "per-task",
            Type.flag(),
            "false",
            "Whether Kafka Streams' own metrics of single tasks, stores and nodes are told, too: hundreds of time series for"
                    + " each partition, most of them without a value unless"
                    + " kafka.properties.metrics.recording.level is DEBUG.");

    static final Section HEALTH_SECTION = Section.of("health", "When a worker is not ready any more.");
    static final Key<Duration> WEDGE_AFTER = HEALTH_SECTION.key(
            "wedge-after",
            Type.duration(Duration.ofSeconds(1), "1s"),
            "2m",
            "How long nothing may settle in a partition where work is due and every limit is free.");

    static final Section RELOAD_SECTION = Section.of(
            "reload",
            "Reading the file again while the worker runs. Settings that may differ by integration are taken over without a"
                    + " restart, if nothing else has changed in it and it has no mistakes.");
    static final Key<Duration> RELOAD_INTERVAL = RELOAD_SECTION.key(
            "interval",
            Type.duration(Duration.ZERO, "0s"),
            "5s",
            "Time between two looks at the file; 0s for none. A change counts once two looks find the same content.");

    private OperationKeys() {}
}
