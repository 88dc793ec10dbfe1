package courier.sandbox.kombo;

import courier.ops.Time;
import courier.sandbox.kombo.behaviour.Behaviours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Kombo's endpoint for applications, on the loopback address unless told otherwise, over HTTP/1.1 and HTTP/2 without
 * TLS on one port. It holds each request against the published schemas and Kombo's rules, enforces the limits, behaves
 * as it was told, and keeps a journal. Safe for use by many threads; each request is served on a virtual thread.
 */
public final class KomboStandIn implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";
    private static final List<String> CREATE_APPLICATION = List.of("v1", "ats", "actions", "ats_create_application");
    private static final long IDLE_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final int MAX_STREAMS = 1024;

    private final Server server;
    private final Closing closing = new Closing();
    private final Attachments attachments;
    private final Behaviours behaviours = new Behaviours();
    private final Limits limits;
    private final Journal journal;
    private final URI root;
    private final Applying applying;
    private final Searching searching;
    private final Restricting restricting;
    private final Control control;

    private KomboStandIn(StandInSettings settings, Time time) {
        limits = new Limits(time);
        journal = new Journal(time, settings.journal());
        settings.apply(behaviours, limits);
        attachments = new Attachments(new Downloads(settings.hosts()));
        server = server(settings.address());
        root = open(server);
        Answers answers = new Answers(time, root + "/control/journal");
        Gatekeeper gatekeeper = new Gatekeeper(settings.apiKey(), settings.integrations(), answers);
        Deed.Tools tools = new Deed.Tools(answers, new Applications(time), limits, journal, closing);
        Contract contract = new Contract();
        applying = new Applying(gatekeeper, contract, attachments, behaviours, tools);
        searching = new Searching(gatekeeper, tools, time);
        restricting = new Restricting(gatekeeper, answers);
        settings.restrictions().forEach(restricting::of);
        control = new Control(behaviours, restricting, searching, contract, tools);
        server.setHandler(new Routes(answers));
    }

    /** Starts a stand-in; it answers when this returns. */
    public static KomboStandIn start(StandInSettings settings) {
        return start(settings, Time.SYSTEM);
    }

    /** Starts a stand-in with another clock for its journal, its dates and its rate limit. */
    public static KomboStandIn start(StandInSettings settings, Time time) {
        KomboStandIn standIn = new KomboStandIn(settings, time);
        try {
            standIn.server.start();
        } catch (Exception e) {
            standIn.close();
            throw new IllegalStateException("the Kombo stand-in cannot start on " + standIn.root, e);
        }
        return standIn;
    }

    /** Kombo's base URL here, version included, as Courier's setting {@code kombo.base-url} wants it. */
    public URI baseUrl() {
        return root.resolve("/v1");
    }

    /** Where the control calls are: {@code <root>/control/...}. */
    public URI root() {
        return root;
    }

    public Journal journal() {
        return journal;
    }

    public Behaviours behaviours() {
        return behaviours;
    }

    public Limits limits() {
        return limits;
    }

    /** What is said of the attachments that an integration takes. */
    public Restricting restricting() {
        return restricting;
    }

    /** How searches for applications are answered. */
    public Searching searching() {
        return searching;
    }

    /** Wakes all who wait, cuts what hangs, and gives the port back. */
    @Override
    public void close() {
        closing.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the Kombo stand-in cannot be stopped", e);
        } finally {
            attachments.close();
            journal.close();
        }
    }

    /**
     * Runs a stand-in until the process is ended: {@code --host H --port N --api-key K --behaviours FILE --journal
     * FILE}.
     */
    public static void main(String[] args) {
        StandInSettings settings = StandInSettings.with("sandbox-key");
        for (int i = 0; i + 1 < args.length; i += 2) {
            String value = args[i + 1];
            settings = switch (args[i]) {
                case "--host" -> settings.listening(value);
                case "--port" -> settings.on(Integer.parseInt(value));
                case "--api-key" -> settings.keyed(value);
                case "--behaviours" -> settings.behavingAs(Path.of(value));
                case "--journal" -> settings.writing(Path.of(value));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            };
        }
        KomboStandIn standIn = start(settings);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(standIn::close));
        System.out.println("Kombo stand-in at " + standIn.baseUrl());
    }

    private static Server server(InetSocketAddress address) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("kombo-stand-in");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setIdleTimeout(IDLE_MILLIS);
        // job ids may hold encoded slashes and dots, which Jetty would refuse as ambiguous
        http.setUriCompliance(UriCompliance.UNSAFE);
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setStreamIdleTimeout(IDLE_MILLIS);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http), http2);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        return server;
    }

    /** Takes the port, so that the address is known before the first request can come. */
    private static URI open(Server server) {
        ServerConnector connector = (ServerConnector) server.getConnectors()[0];
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("the Kombo stand-in gets no port", e);
        }
        return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
    }

    /** Which request is for whom. */
    private final class Routes extends Handler.Abstract {
        private final Answers answers;

        Routes(Answers answers) {
            this.answers = answers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Exchange exchange = new Exchange(request, response, callback);
            List<String> path;
            try {
                path = exchange.segments();
            } catch (IllegalArgumentException _) {
                boolean _ = exchange.send(answers.error(null, 400, "The path is not properly encoded."));
                return true;
            }
            if (isApplying(exchange, path)) {
                applying.serve(exchange, path.get(3));
            } else if (exchange.method().equals("GET") && path.equals(List.of("v1", "ats", "applications"))) {
                searching.serve(exchange);
            } else if (exchange.method().equals("GET") && path.equals(CREATE_APPLICATION)) {
                restricting.serve(exchange);
            } else if (path.getFirst().equals("control") && (path.size() == 2 || path.size() == 3)) {
                control.serve(exchange, path.subList(1, path.size()));
            } else {
                boolean _ = exchange.send(answers.error(null, 404, "There is nothing here."));
            }
            return true;
        }

        private static boolean isApplying(Exchange exchange, List<String> path) {
            return exchange.method().equals("POST")
                    && path.size() == 5
                    && path.subList(0, 3).equals(List.of("v1", "ats", "jobs"))
                    && !path.get(3).isEmpty()
                    && path.get(4).equals("applications");
        }
    }
}
