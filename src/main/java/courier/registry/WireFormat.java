package courier.registry;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's wire format: a zero byte, the schema id in four bytes, big-endian, then Avro binary. */
final class WireFormat {
    static final int HEADER_BYTES = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    }

    static int id(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new SerializationException("A record of " + bytes.length
                    + " bytes is too short for Avro in Confluent's wire format. Its producer uses another encoding.");
        }
        if (bytes[0] != MAGIC) {
            throw new SerializationException(
                    "A record does not begin with the zero byte of Confluent's wire format. Its producer uses another "
                            + "encoding.");
        }
        return ByteBuffer.wrap(bytes).getInt(1);
    }
}
