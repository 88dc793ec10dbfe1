package courier.submission.kombo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.bench.micro.Defaults;
import courier.bench.micro.SampleIntent;
import courier.config.Settings;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.PreparedApplication;
import courier.submission.attachment.restriction.Restrictions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import okio.BufferedSink;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request's body: put together and streamed to where nobody reads it. */
@State(Scope.Benchmark)
public class BodyBenchmark {
    private static final String INTEGRATION = "workday:HWUTwvyx2wLoSUHphiWVrp28";

    private final byte[] cv = SampleIntent.cv();
    private final Attachments attachments = attachments();

    @Param
    Files files = Files.NONE;

    private ObjectNode application;

    /** Where the body's file comes from. */
    public enum Files {
        NONE,
        CV_IN_STORE,
        CV_WITHIN
    }

    /** Makes the application. */
    @Setup
    public void read() {
        application = switch (files) {
            case NONE -> SampleIntent.plain().application();
            case CV_IN_STORE -> SampleIntent.withCvAt("mem:cv").application();
            case CV_WITHIN -> SampleIntent.withCvWithin().application();
        };
    }

    /** From the application to the last byte of its request. */
    @Benchmark
    public long stream() throws IOException {
        if (!(attachments.prepare(INTEGRATION, application) instanceof Ready(PreparedApplication made))) {
            throw new IllegalStateException("the sample cannot be prepared");
        }
        try (PreparedApplication prepared = made;
                BufferedSink sink = Okio.buffer(Okio.blackhole())) {
            new ApplicationBody(prepared, () -> {}).writeTo(sink);
            return prepared.contentLength();
        }
    }

    private Attachments attachments() {
        Settings settings = Defaults.but(Map.of());
        BlobStore memory =
                _ -> new BlobStore.Opening.Opened((long) cv.length, "application/pdf", new ByteArrayInputStream(cv));
        return new Attachments(
                Map.of("mem", memory), settings.attachments(), settings::integrations, _ -> Restrictions.NONE);
    }
}
