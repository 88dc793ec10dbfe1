package courier.tracing;

import courier.intent.Identity;
import courier.intent.Origin;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids of traces and spans. Those that more than one worker must know, or that may be told twice, follow from what they
 * are of ({@code RATIONALE.md}, "Why span ids are derived"); the others are drawn.
 *
 * <p>Threads: what is given for the next span is given and taken on one thread.
 */
final class Ids implements IdGenerator {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private static final ThreadLocal<@Nullable Given> GIVEN = new ThreadLocal<>();

    private record Given(String traceId, @Nullable String spanId) {}

    private final IdGenerator drawn = IdGenerator.random();

    /** The trace of an intent that brought none: the same for all generations of it. */
    static String trace(@Nullable Identity identity, Origin origin) {
        return identity == null
                ? derived(TRACE_BYTES, "record", place(origin))
                : derived(TRACE_BYTES, "intent", identity.integrationId(), identity.intentId());
    }

    /** The span of the admission of a record. */
    static String admission(String traceId, Origin origin) {
        return derived(SPAN_BYTES, "admission", traceId, place(origin));
    }

    /** The span of an end, or of a warning after it. */
    static String outcome(String parentId, Stage.Outcome outcome) {
        String code = outcome.code();
        return derived(
                SPAN_BYTES, "outcome", parentId, outcome.end().name(), code == null ? "" : code, outcome.cause());
    }

    private static String place(Origin origin) {
        return origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    }

    private static String derived(int bytes, String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                digest.update(Integer.toString(text.length).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ':');
                digest.update(text);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java platform without SHA-256", e);
        }
    }

    /**
     * The next span that this thread starts has these ids.
     *
     * @param traceId where it has no parent
     * @param spanId null to draw one
     */
    void give(String traceId, @Nullable String spanId) {
        GIVEN.set(new Given(traceId, spanId));
    }

    /** From now on they are drawn again. */
    void clear() {
        GIVEN.remove();
    }

    @Override
    public String generateTraceId() {
        Given next = GIVEN.get();
        return next == null ? drawn.generateTraceId() : next.traceId();
    }

    @Override
    public String generateSpanId() {
        Given next = GIVEN.get();
        return next == null || next.spanId() == null ? drawn.generateSpanId() : next.spanId();
    }
}
