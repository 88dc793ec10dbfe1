package courier.registry;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro binary and believes no length or count that exceeds the bytes that are left. Avro's own decoder allocates
 * what a record claims: six bytes that announce a string of two gigabytes would end the worker, at every restart again.
 */
final class BoundedDecoder extends Decoder {

    private final BinaryDecoder binary;

    BoundedDecoder(byte[] bytes, int offset) {
        binary = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    }

    private int length() throws IOException {
        return (int) bounded(binary.readLong());
    }

    private long bounded(long claimed) throws IOException {
        if (claimed < 0 || claimed > binary.inputStream().available()) {
            throw new EOFException("A length or count exceeds the bytes that are left.");
        }
        return claimed;
    }

    private byte[] lengthAndBytes() throws IOException {
        byte[] bytes = new byte[length()];
        binary.readFixed(bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(lengthAndBytes());
    }

    @Override
    public String readString() throws IOException {
        return new Utf8(lengthAndBytes()).toString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(lengthAndBytes());
    }

    @Override
    public void skipString() throws IOException {
        skipFixed(length());
    }

    @Override
    public void skipBytes() throws IOException {
        skipFixed(length());
    }

    @Override
    public void skipFixed(int length) throws IOException {
        binary.skipFixed((int) bounded(length));
    }

    @Override
    public long readArrayStart() throws IOException {
        return bounded(binary.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return bounded(binary.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return bounded(binary.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return bounded(binary.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return bounded(binary.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return bounded(binary.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        binary.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return binary.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return binary.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return binary.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return binary.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return binary.readDouble();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        binary.readFixed(bytes, start, length);
    }

    @Override
    public int readEnum() throws IOException {
        return binary.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return binary.readIndex();
    }
}
