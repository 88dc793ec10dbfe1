package courier.replay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Copies of what Avro keeps in buffers. */
public final class Bytes {

    private Bytes() {}

    /** The buffer's bytes, which stay in it. */
    public static byte @Nullable [] of(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
