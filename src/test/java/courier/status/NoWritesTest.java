package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import courier.config.LiveSettings;
import courier.ops.Time;
import courier.testing.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker's pages as a stranger on the network meets them. */
@SuppressWarnings("NullAway.Init")
final class NoWritesTest {

    private static final List<String> PAGES = List.of(
            "/",
            "/metrics",
            "/status",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/applications/workday%3Aabc/an-intent",
            "/no/such/page");

    private Operations operations;
    private URI root;

    @BeforeEach
    void open() throws IOException {
        operations = Operations.open(
                LiveSettings.unchanging(TestSettings.of(Map.of("http.port", "0"))), Set.of(), Time.SYSTEM);
        root = Objects.requireNonNull(operations.address());
    }

    @AfterEach
    void close() {
        operations.close();
    }

    @Test
    void shouldTakeNoOrderOnAnyPage() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                    HttpRequest request = HttpRequest.newBuilder(root.resolve(page))
                            .header("Authorization", "Bearer anything")
                            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                            .build();

                    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

                    assertThat(answer.statusCode()).as("%s %s", method, page).isEqualTo(405);
                    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
                }
            }
        }
    }

    @Test
    void shouldBeHeardOnThisMachineAloneUnlessToldOtherwise() throws Exception {
        assertThat(InetAddress.getByName(root.getHost()).isLoopbackAddress()).isTrue();
        Optional<InetAddress> ofTheNetwork = addresses();
        assumeThat(ofTheNetwork).as("this machine has an address on a network").isPresent();

        assertThatThrownBy(() -> connect(ofTheNetwork.orElseThrow(), root.getPort()))
                .isInstanceOf(IOException.class);
        try (Operations everywhere = Operations.open(
                LiveSettings.unchanging(TestSettings.of(Map.of("http.port", "0", "http.host", "0.0.0.0"))),
                Set.of(),
                Time.SYSTEM)) {
            connect(
                    ofTheNetwork.orElseThrow(),
                    Objects.requireNonNull(everywhere.address()).getPort());
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int)
                    Duration.ofSeconds(5).toMillis());
        }
    }

    private static Optional<InetAddress> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }
}
