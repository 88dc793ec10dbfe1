package courier.submission.attachment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.outcome.Notice;
import courier.submission.attachment.PreparedApplication.Insert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a body once, noting the position of every {@link Slot}, so that a file need not be in memory to be part of it.
 */
final class Skeleton {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String ATTRIBUTE = Skeleton.class.getName();
    private static final int EXPECTED_BYTES = 4096;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream(EXPECTED_BYTES);
    private final List<Insert> inserts = new ArrayList<>();

    private Skeleton() {}

    static Skeleton of(ObjectNode body) {
        Skeleton skeleton = new Skeleton();
        try {
            JSON.writer().withAttribute(ATTRIBUTE, skeleton).writeValue(skeleton.text, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return skeleton;
    }

    PreparedApplication prepared(long fileMaxBytes, long blobsMaxBytes, List<Notice> notices) {
        return new PreparedApplication(text.toByteArray(), inserts, fileMaxBytes, blobsMaxBytes, notices);
    }

    /** Stands for a file's Base64 within the tree. */
    static final class Slot extends JsonSerializable.Base {
        private final OpenBlob blob;

        Slot(OpenBlob blob) {
            this.blob = blob;
        }

        @Override
        public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (!(provider.getAttribute(ATTRIBUTE) instanceof Skeleton skeleton)) {
                throw new IllegalStateException("a Slot can be written by a Skeleton only");
            }
            generator.writeString("");
            generator.flush();
            // just before the closing quote
            skeleton.inserts.add(new Insert(skeleton.text.size() - 1, blob));
        }

        @Override
        public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(generator, provider);
        }
    }
}
