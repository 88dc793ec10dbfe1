package courier.submission.attachment.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to addresses of the allowed reach only. This is the one door to the network: whatever a name
 * resolves to, at whichever time, and whether an address was resolved at all or written out, it comes through here
 * right before the first packet leaves. See {@code RATIONALE.md}, "Why addresses are checked by the socket". Immutable;
 * safe for use by many threads.
 */
final class GuardedSockets extends SocketFactory {

    private final boolean privateAddresses;

    GuardedSockets(boolean privateAddresses) {
        this.privateAddresses = privateAddresses;
    }

    /** Thrown in place of connecting. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("the address is not one that may be connected to");
        }
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                check(endpoint);
                super.connect(endpoint, timeout);
            }
        };
    }

    private void check(SocketAddress endpoint) throws Refused {
        InetAddress address = endpoint instanceof InetSocketAddress socket ? socket.getAddress() : null;
        boolean allowed = address != null
                && switch (Reach.of(address)) {
                    case PUBLIC -> true;
                    case PRIVATE -> privateAddresses;
                    case NEVER -> false;
                };
        if (!allowed) {
            throw new Refused();
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unguarded();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unguarded();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unguarded();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unguarded();
    }

    private static UnsupportedOperationException unguarded() {
        return new UnsupportedOperationException("OkHttp makes sockets first and connects them later");
    }
}
