package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.Packings;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.PreparedApplication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import okio.BufferedSink;
import okio.Okio;
import org.junit.jupiter.api.Test;

/** Building a request costs a fraction of what it sends: counted in bytes allocated, which no slow machine changes. */
final class BodyAllocationTest {

    private static final int CV_BYTES = 200_000;
    private static final long BASE64_BYTES = (CV_BYTES + 2) / 3 * 4L;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 100;

    private final byte[] cv = new byte[CV_BYTES];
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sent;

    BodyAllocationTest() {
        new Random(1).nextBytes(cv);
    }

    @Test
    void shouldAllocateLittleForATypicalIntentWithItsCvInAStore() throws IOException {
        ObjectNode application = typical();
        application.withObject("/attachments/0").putObject("blob").put("uri", "mem:cv");

        assertThat(allocated(application)).isLessThan(2 * BASE64_BYTES);
        assertThat(sent).isGreaterThan(BASE64_BYTES + 2_500);
    }

    @Test
    void shouldAllocateLittleForATypicalIntentWithItsCvWithin() throws IOException {
        ObjectNode application = typical();
        application.withObject("/attachments/0").put("data", Base64.getEncoder().encodeToString(cv));

        assertThat(allocated(application)).isLessThan(2 * BASE64_BYTES);
        assertThat(sent).isGreaterThan(BASE64_BYTES + 2_500);
    }

    /** The typical one: on average, as the JVM does some work of its own on any thread. */
    private long allocated(ObjectNode application) throws IOException {
        BlobStore store =
                _ -> new BlobStore.Opening.Opened((long) CV_BYTES, "application/pdf", new ByteArrayInputStream(cv));
        Attachments attachments = Packings.inline(Map.of("mem", store), CV_BYTES, CV_BYTES);
        for (int i = 0; i < WARM_UP; i++) {
            build(attachments, application);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) {
            build(attachments, application);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
    }

    private void build(Attachments attachments, ObjectNode application) throws IOException {
        Ready ready = (Ready) attachments.prepare(Calls.INTEGRATION, application);
        try (PreparedApplication prepared = ready.application();
                Counting counting = new Counting();
                BufferedSink sink = Okio.buffer(counting)) {
            new ApplicationBody(prepared, () -> {}).writeTo(sink);
            sink.flush();
            sent = counting.bytes();
        }
    }

    /** About 3 kB without its CV. */
    private static ObjectNode typical() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree("""
                {"candidate": {"first_name": "Ada", "last_name": "Sample", "email_address": "ada@example.com",
                  "location": {"city": "Berlin", "country": "DE"}},
                 "attachments": [{"name": "cv.pdf", "type": "CV", "content_type": "application/pdf"}],
                 "screening_question_answers": [{"question_id": "q1", "answer": "%s"}, {"question_id": "q2", "answer": 7}],
                 "gdpr_consent": {"given": true}}""".formatted("A motivation. ".repeat(180)));
    }
}
