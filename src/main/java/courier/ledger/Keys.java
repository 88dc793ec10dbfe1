package courier.ledger;

import courier.intent.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keys of the ledger's stores, laid out so that a range of bytes is a range of meaning.
 *
 * <pre>
 * open      D identity                       a dispatched entry, or one that is verified: read whole at a start
 *           Q identity                       a queued entry that was dispatched before
 *           T integration due identity       the timeline: what is due next, per integration
 *           V integration due identity       the searches: what Kombo is asked for next, per integration
 *           A integration admitted identity  the ages of entries that were dispatched before, while they are not
 * settled   S identity                       an ended entry
 *           C identity digest                a request refused because its identity is taken
 *           X time key                       when the memory of a key ends
 * payload   identity                       what was asked, and the entry that it was let in as
 *
 * identity    integration, intent, generation (4 bytes)
 * integration, intent   length (1 byte), UTF-8; longer than 255 bytes: 0, SHA-256
 * due, time   8 bytes, big-endian
 * </pre>
 */
final class Keys {

    static final byte DISPATCHED = 'D';
    static final byte QUEUED = 'Q';
    static final byte TIMELINE = 'T';
    static final byte SEARCH = 'V';
    static final byte AGE = 'A';
    static final byte SETTLED = 'S';
    static final byte CONFLICT = 'C';
    static final byte EXPIRY = 'X';

    private static final int LONGEST_PART = 255;

    private Keys() {}

    static byte[] of(byte kind, Identity identity) {
        return concat(new byte[] {kind}, identity(identity));
    }

    static byte[] identity(Identity identity) {
        return concat(part(identity.integrationId()), part(identity.intentId()), number(identity.generation()));
    }

    static byte[] timeline(Identity identity, long due) {
        return timed(TIMELINE, identity, due);
    }

    /** The least key of the timeline of an integration from a time on. */
    static byte[] timelineFrom(String integrationId, long due) {
        return timedFrom(TIMELINE, integrationId, due);
    }

    static byte[] search(Identity identity, long due) {
        return timed(SEARCH, identity, due);
    }

    /** The least key of the searches of an integration from a time on. */
    static byte[] searchFrom(String integrationId, long due) {
        return timedFrom(SEARCH, integrationId, due);
    }

    static byte[] age(Identity identity, long admittedAt) {
        return timed(AGE, identity, admittedAt);
    }

    /** The least key of the ages of an integration from a time on. */
    static byte[] ageFrom(String integrationId, long admittedAt) {
        return timedFrom(AGE, integrationId, admittedAt);
    }

    /** The time in a key of the timeline, the searches, or the ages. */
    static long time(byte[] key) {
        return ByteBuffer.wrap(key).getLong(2 + (key[1] & 0xff));
    }

    private static byte[] timed(byte kind, Identity identity, long time) {
        return concat(
                timedFrom(kind, identity.integrationId(), time),
                part(identity.intentId()),
                number(identity.generation()));
    }

    private static byte[] timedFrom(byte kind, String integrationId, long time) {
        return concat(new byte[] {kind}, part(integrationId), number(time));
    }

    /** The identity in a key of the timeline or the searches. */
    static Identity timelineIdentity(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key, 1, key.length - 1);
        String integration = text(buffer);
        buffer.getLong();
        return new Identity(integration, text(buffer), buffer.getInt());
    }

    /** The identity in a key of kind {@link #DISPATCHED} or {@link #QUEUED}. */
    static Identity openIdentity(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key, 1, key.length - 1);
        return new Identity(text(buffer), text(buffer), buffer.getInt());
    }

    /** The generation in a key that ends with an identity. */
    static int generation(byte[] key) {
        return ByteBuffer.wrap(key).getInt(key.length - Integer.BYTES);
    }

    static byte[] conflict(Identity identity, String digest) {
        return concat(of(CONFLICT, identity), digest.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] expiry(long time, byte[] key) {
        return concat(new byte[] {EXPIRY}, number(time), key);
    }

    static byte[] expiryFrom(long time) {
        return concat(new byte[] {EXPIRY}, number(time));
    }

    /** The key whose memory ends, in an expiry key. */
    static byte[] expired(byte[] expiryKey) {
        return Arrays.copyOfRange(expiryKey, 1 + Long.BYTES, expiryKey.length);
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.get() & 0xff];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] part(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && bytes.length <= LONGEST_PART) {
            return concat(new byte[] {(byte) bytes.length}, bytes);
        }
        // an empty or overlong id breaks a rule and is settled at once: it is looked up, but never read back from a key
        return concat(new byte[] {0}, sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java platform without SHA-256", e);
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            buffer.put(part);
        }
        return buffer.array();
    }
}
