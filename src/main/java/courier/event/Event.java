package courier.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record for one of the public topics; which one follows from the value's class.
 *
 * @param key the job id in UTF-8, or the raw key of a record that could not be read; cut after 4096 bytes
 */
public record Event(byte @Nullable [] key, SpecificRecord value, Headers headers) {

    /** Only what is invalid has a longer one: it is cut, lest a part of a dead letter have no room beside it. */
    private static final int LONGEST_KEY = 4096;

    public Event {
        if (key != null && key.length > LONGEST_KEY) {
            key = Arrays.copyOf(key, LONGEST_KEY);
        }
    }

    static byte[] keyOf(String jobId) {
        return jobId.getBytes(StandardCharsets.UTF_8);
    }

    /** Names the kind and nothing of the person. */
    @Override
    public String toString() {
        return "Event[" + value.getSchema().getName() + "]";
    }
}
