package courier.submission.attachment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:81b::200e",
                "64:ff9b::808:808"
            })
    void shouldKnowHostsOfTheInternet(String address) {
        assertThat(reachOf(address)).isEqualTo(Reach.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fdff:ffff::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:c0a8:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1"
            })
    void shouldKnowNetworksThatTheInternetDoesNotRoute(String address) {
        assertThat(reachOf(address)).isEqualTo(Reach.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // where clouds keep the credentials of a machine
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                // all, several, reserved, or hiding another one
                "0.0.0.0",
                "0.1.2.3",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::127.0.0.1",
                "::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "4000::1",
                "ff02::1"
            })
    void shouldKnowAddressesThatKeepNoFiles(String address) {
        assertThat(reachOf(address)).isEqualTo(Reach.NEVER);
    }

    private static Reach reachOf(String address) {
        return Reach.of(InetAddress.ofLiteral(address));
    }
}
