package courier.topology;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Whether a record fits into a topic when the stream's producer writes it. A refused record would stop the stream for
 * everybody, so this is asked before, and errs to the safe side.
 *
 * <p>Two limits hold: the producer's, of the record as it is, and the topic's, of the record as it is packed. Packing
 * is only tried where the plain record is larger than the topic's limit. Safe for use by many threads.
 */
final class RecordRoom {

    /** A batch's header, and lengths and counters of its one record. */
    private static final int FRAME_BYTES = 512;

    /** Packed in pieces of another size, a record may come out a little larger than it did here. */
    private static final double TOLERANCE = 0.98;

    private static final int BUFFER_BYTES = 64 << 10;

    private final long topicBytes;
    private final long producerBytes;
    private final Compression compression;

    private RecordRoom(long topicBytes, long producerBytes, Compression compression) {
        this.topicBytes = topicBytes;
        this.producerBytes = producerBytes;
        this.compression = compression;
    }

    /**
     * The room in a topic.
     *
     * @param topicBytes the topic's {@code max.message.bytes}
     * @param stream the settings of Kafka Streams, from which its producer has its own
     */
    static RecordRoom of(long topicBytes, Properties stream) {
        long request = number(stream, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        long memory = number(stream, ProducerConfig.BUFFER_MEMORY_CONFIG, 32 << 20);
        return new RecordRoom(topicBytes, Math.min(request, memory), compression(stream));
    }

    /** What a record may have in all, unpacked, so that it fits however badly it packs. */
    int plainBytes() {
        return (int) Math.min(Integer.MAX_VALUE, Math.min(producerBytes, (long) (topicBytes * TOLERANCE)))
                - FRAME_BYTES;
    }

    /** Whether any value of this length fits, however well it packs. */
    boolean couldTake(int valueBytes) {
        return (long) valueBytes + FRAME_BYTES <= producerBytes;
    }

    /** Whether the record fits. */
    boolean takes(byte[] key, byte[] value) {
        long plain = (long) key.length + value.length + FRAME_BYTES;
        if (plain > producerBytes) {
            return false;
        }
        return plain <= topicBytes * TOLERANCE || packed(key, value) + FRAME_BYTES <= topicBytes * TOLERANCE;
    }

    private int packed(byte[] key, byte[] value) {
        ByteBufferOutputStream packed = new ByteBufferOutputStream(BUFFER_BYTES);
        try (OutputStream out = compression.wrapForOutput(packed, RecordBatch.CURRENT_MAGIC_VALUE)) {
            out.write(key);
            out.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record cannot be packed in memory", e);
        }
        return packed.position();
    }

    private static Compression compression(Properties stream) {
        String type = text(stream, ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return switch (type) {
            case "zstd" ->
                Compression.zstd()
                        .level((int) number(stream, ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 3))
                        .build();
            case "gzip" ->
                Compression.gzip()
                        .level((int) number(stream, ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, -1))
                        .build();
            case "lz4" ->
                Compression.lz4()
                        .level((int) number(stream, ProducerConfig.COMPRESSION_LZ4_LEVEL_CONFIG, 9))
                        .build();
            default -> Compression.of(type).build();
        };
    }

    private static long number(Properties stream, String name, long standard) {
        return Long.parseLong(text(stream, name, Long.toString(standard)));
    }

    /** A producer's setting, with its prefix or without. */
    private static String text(Properties stream, String name, String standard) {
        Object value = stream.getOrDefault(StreamsConfig.producerPrefix(name), stream.get(name));
        return value == null ? standard : value.toString().strip();
    }
}
