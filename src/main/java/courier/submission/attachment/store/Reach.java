package courier.submission.attachment.store;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** How far an address reaches. What an intent names must not lead a worker into the network that the worker is in. */
enum Reach {
    /** A host of the internet. */
    PUBLIC,
    /** This machine, its link, or a network that the internet does not route. */
    PRIVATE,
    /** No host that keeps files: all or several of them, reserved, or one that hands out a machine's credentials. */
    NEVER;

    private record Range(byte[] prefix, int bits) {

        static Range of(String text) {
            int slash = text.indexOf('/');
            return new Range(
                    InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> (bits % 8) & 0xff;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (mask == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
        }
    }

    /** Where clouds tell a machine its secrets, to whoever asks from it. One of them looks public. */
    private static final List<Range> METADATA = ranges(
            "169.254.169.254/32",
            "169.254.170.2/32",
            "169.254.170.23/32",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32",
            "fd00:ec2::/32");

    private static final List<Range> PRIVATE_4 =
            ranges("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

    private static final List<Range> NEVER_4 = ranges(
            "0.0.0.0/8",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    private static final List<Range> PRIVATE_6 = ranges("::1/128", "fc00::/7", "fe80::/10", "fec0::/10");

    /** An IPv4 address within an IPv6 one, as networks without IPv4 write it. */
    private static final Range NAT64 = Range.of("64:ff9b::/96");

    /** Where IPv6's hosts of the internet are; all else has not been given to anybody. */
    private static final Range GLOBAL_6 = Range.of("2000::/3");

    /** Tunnels, which hide another address, and examples. */
    private static final List<Range> NEVER_6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** Judges an address; its name, if it has one, does not matter. */
    static Reach of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (in(METADATA, bytes)) {
            return NEVER;
        }
        return switch (address) {
            case Inet4Address _ -> of4(bytes);
            case Inet6Address _ -> of6(bytes);
            default -> NEVER;
        };
    }

    private static Reach of4(byte[] address) {
        if (in(NEVER_4, address)) {
            return NEVER;
        }
        return in(PRIVATE_4, address) ? PRIVATE : PUBLIC;
    }

    private static Reach of6(byte[] address) {
        if (in(PRIVATE_6, address)) {
            return PRIVATE;
        }
        if (NAT64.contains(address)) {
            return of(ipv4(Arrays.copyOfRange(address, 12, 16)));
        }
        return GLOBAL_6.contains(address) && !in(NEVER_6, address) ? PUBLIC : NEVER;
    }

    private static InetAddress ipv4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean in(List<Range> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<Range> ranges(String... texts) {
        return Arrays.stream(texts).map(Range::of).toList();
    }
}
