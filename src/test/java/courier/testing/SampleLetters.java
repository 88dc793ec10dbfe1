package courier.testing;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.avro.Attempt;
import courier.avro.Header;
import courier.avro.SourcePosition;
import courier.avro.Violation;
import courier.replay.Found.Letter;
import courier.replay.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Dead letters for tests: small, and told apart by their intents' ids. */
public final class SampleLetters {

    /** When they ended, unless told otherwise. */
    public static final Instant ENDED = Instant.parse("2026-01-02T03:04:05Z");

    /** Stands in their message, and quotes a person. */
    public static final String QUOTED = "Ada Sample has no phone number";

    private SampleLetters() {}

    /** One that Kombo refused, provably: needs a correction. */
    public static ApplicationDeadLetter.Builder refused(String intentId) {
        return of(SampleIntents.of(intentId))
                .setCode("REMOTE.INPUT_INVALID")
                .setAction("needs-correction")
                .setHttpStatus(400)
                .setAttempts(List.of(attempt(1, "refused")));
    }

    /** One whose outcome is not known. */
    public static ApplicationDeadLetter.Builder doubtful(String intentId) {
        return of(SampleIntents.of(intentId))
                .setCode("OUTCOME_UNKNOWN")
                .setAction("needs-decision")
                .setInDoubt(true)
                .setAttempts(List.of(attempt(1, "unknown")));
    }

    /** One that broke the contract's rules. */
    public static ApplicationDeadLetter.Builder invalid(ApplicationIntent intent) {
        return of(intent)
                .setStage("admission")
                .setCode("INVALID_INTENT")
                .setMessage("The intent breaks 1 rule of the contract.")
                .setViolations(List.of(new Violation("/integration_id", "pattern", "must be Kombo's integration id")))
                .setAction("needs-correction");
    }

    /** One that could not be decoded. */
    public static ApplicationDeadLetter.Builder undecodable(String key, byte[] value) {
        return base().setStage("decode")
                .setCode("UNDECODABLE")
                .setMessage("The value is not Avro.")
                .setAction("needs-correction")
                .setRawKey(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)))
                .setRawValue(ByteBuffer.wrap(value));
    }

    /** One that holds an intent. */
    public static ApplicationDeadLetter.Builder of(ApplicationIntent intent) {
        return base().setIntegrationId(intent.getIntegrationId())
                .setIntentId(intent.getIntentId())
                .setGeneration(intent.getGeneration())
                .setJobId(intent.getJobId())
                .setIntent(intent)
                .setStage("submission")
                .setMessage(QUOTED);
    }

    private static ApplicationDeadLetter.Builder base() {
        return ApplicationDeadLetter.newBuilder()
                .setSource(new SourcePosition("application-intents", 1, 2L, 3L))
                .setHeaders(List.of(
                        new Header("traceparent", ByteBuffer.wrap("00-1-2-01".getBytes(StandardCharsets.UTF_8)))))
                .setDeadLetteredAt(ENDED);
    }

    /** A line of a history. */
    public static Attempt attempt(int number, String delivery) {
        return Attempt.newBuilder()
                .setNumber(number)
                .setNonce("nonce-" + number)
                .setVerdict("reject")
                .setDelivery(delivery)
                .build();
    }

    /** At the beginning of partition 0. */
    public static Letter letter(ApplicationDeadLetter.Builder builder) {
        return new Letter(new Position(0, 0), builder.build());
    }
}
