package courier.submission.attachment.store;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.BlobStore.Opening.Opened;
import courier.submission.attachment.BlobStore.Opening.Refused;
import courier.submission.attachment.BlobStore.Opening.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a listed name may lead. A request that reaches the server has been let through. */
@Timeout(30)
final class HttpsAddressesTest {

    private FileHost host;
    private final AtomicInteger lookups = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        host = new FileHost();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "100.64.0.1",
                "169.254.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fd12::1",
                "fd00:ec2::254",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "ff02::1"
            })
    void shouldConnectToNoAddressThatIsNotPublic(String address) {
        Opening opening = open(false, address);

        assertThat(opening).isInstanceOf(Refused.class);
        assertThat(lookups).hasValue(1);
        assertThat(host.server().getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.170.2", "fd00:ec2::254", "0.0.0.0", "::", "224.0.0.1"})
    void shouldConnectToSomeAddressesUnderNoSetting(String address) {
        assertThat(open(true, address)).isInstanceOf(Refused.class);
    }

    /** OkHttp asks no resolver for these. */
    @Test
    void shouldConnectToNoPrivateAddressThatIsWrittenOut() {
        host.answer(200);
        try (HttpsBlobs blobs = host.blobs(List.of("127.0.0.1:" + host.port(), "2130706433:" + host.port()), false)) {
            assertThat(blobs.open(host.reference("127.0.0.1", "/cv"))).isInstanceOf(Refused.class);
            assertThat(blobs.open(host.reference("2130706433", "/cv"))).isInstanceOf(Refused.class);
        }
        assertThat(host.server().getRequestCount()).isZero();
    }

    @Test
    void shouldConnectToAPrivateAddressWhereThatIsAllowed() throws IOException {
        host.answer(new MockResponse.Builder().body("a CV").build());

        Opening opening = open(true, "127.0.0.1");

        assertThat(opening).isInstanceOf(Opened.class);
        ((Opened) opening).close();
    }

    /** The name is good when it is looked at, and leads to the credentials of the machine a moment later. */
    @Test
    void shouldNotBeLedAstrayByANameThatChangesItsAddress() throws IOException {
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "169.254.169.254", "127.0.0.1"));
        for (int i = 0; i < 2; i++) {
            host.answer(new MockResponse.Builder()
                    .body("a CV")
                    .addHeader("Connection", "close")
                    .build());
        }
        try (HttpsBlobs blobs = host.blobs(List.of("files.test:" + host.port()), true, resolver(answers::remove))) {
            assertThat(read(blobs)).isEqualTo("a CV");
            assertThat(blobs.open(host.reference("files.test", "/cv"))).isInstanceOf(Refused.class);
            assertThat(read(blobs)).isEqualTo("a CV");
        }
        assertThat(lookups)
                .as("one for each connection: what was checked is what is used")
                .hasValue(3);
        assertThat(host.server().getRequestCount()).isEqualTo(2);
    }

    @Test
    void shouldCheckWhereARedirectLeads() {
        host.redirect(302, "https://files.test:" + host.port() + "/there");
        Dns dns = name -> List.of(InetAddress.ofLiteral(name.equals("localhost") ? "127.0.0.1" : "169.254.169.254"));
        try (HttpsBlobs blobs = host.blobs(List.of(host.name(), "files.test:" + host.port()), true, dns)) {
            assertThat(blobs.open(host.reference("/cv"))).isInstanceOf(Refused.class);
        }
        assertThat(host.server().getRequestCount()).isEqualTo(1);
    }

    @Test
    void shouldGoOnToAnAddressThatIsAllowed() throws IOException {
        host.answer(new MockResponse.Builder().body("a CV").build());

        Opening opening = open(true, "169.254.169.254", "127.0.0.1");

        assertThat(opening).isInstanceOf(Opened.class);
        ((Opened) opening).close();
    }

    @Test
    void shouldNotRefuseForGoodWhatHasAnAllowedAddressThatIsDown() {
        assertThat(open(true, "169.254.169.254", "127.0.0.2")).isInstanceOf(Unavailable.class);
        assertThat(open(true, "127.0.0.2", "169.254.169.254")).isInstanceOf(Unavailable.class);
    }

    private Opening open(boolean privateAddresses, String... addresses) {
        Dns dns = name -> {
            lookups.incrementAndGet();
            return Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
        };
        try (HttpsBlobs blobs = host.blobs(List.of("files.test:" + host.port()), privateAddresses, dns)) {
            return blobs.open(host.reference("files.test", "/cv"));
        }
    }

    private Dns resolver(Supplier<String> address) {
        return name -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.ofLiteral(address.get()));
        };
    }

    private String read(HttpsBlobs blobs) throws IOException {
        try (Opened opened = (Opened) blobs.open(host.reference("files.test", "/cv"))) {
            return new String(opened.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
