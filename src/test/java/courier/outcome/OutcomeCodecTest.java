package courier.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.avro.internal.AttemptOutcome;
import courier.avro.internal.OutcomeEnvelope;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeCodecTest {

    private static final Identity IDENTITY = new Identity("workday:abc", "intent-\uD83D\uDE00", 3);
    private static final Cause CAUSE = new Cause("CODE", "Title", "Message", 503, "https://log/1");

    private static OutcomeRecord.Attempted attempted(Verdict verdict) {
        return new OutcomeRecord.Attempted(IDENTITY, "nonce", 2, 11L, 12L, verdict);
    }

    static Stream<Verdict> verdicts() {
        return Stream.of(
                new Verdict.Settle(
                        new Application("id", "remote", "https://ats", "cand", "job", "stage", "PENDING", "2026"),
                        List.of(new Notice("OWN", "first"), Notice.ofKombo("second"))),
                new Verdict.Settle(Application.UNNAMED, List.of()),
                new Verdict.AlreadyExists(CAUSE),
                new Verdict.AlreadyExists(CAUSE, List.of(new Notice("OWN", "first"))),
                new Verdict.Retry(CAUSE, Duration.ofMillis(1_234), Delivery.UNKNOWN),
                new Verdict.Retry(Cause.of("C", "m"), null, Delivery.UNSENT),
                new Verdict.Throttle(CAUSE, Scope.KEY, Duration.ofSeconds(5)),
                new Verdict.Throttle(CAUSE, Scope.ADDRESS, null),
                new Verdict.Hold(CAUSE, Scope.INTEGRATION, Delivery.REFUSED),
                new Verdict.Reject(CAUSE, Delivery.REFUSED, Action.NEVER),
                new Verdict.Reject(CAUSE, Delivery.UNSENT, Action.NEEDS_CORRECTION),
                new Verdict.Doubt(CAUSE));
    }

    static Stream<OutcomeRecord> records() {
        return Stream.concat(
                verdicts().map(OutcomeCodecTest::attempted),
                Stream.of(
                        new OutcomeRecord.Attempted(IDENTITY, "n", 1, null, 5, new Verdict.Doubt(CAUSE)),
                        new OutcomeRecord.Released(IDENTITY, "nonce", 1, "late"),
                        new OutcomeRecord.LookedUp(
                                IDENTITY,
                                "nonce",
                                2,
                                3,
                                new Lookup.Found(new Application("id", null, null, "c", "job", null, null, "2026"), 2)),
                        new OutcomeRecord.LookedUp(IDENTITY, "nonce", 1, 1, new Lookup.Missing()),
                        new OutcomeRecord.LookedUp(IDENTITY, "nonce", 1, 1, new Lookup.Failed(CAUSE)),
                        new OutcomeRecord.Probed("owner", 42),
                        new OutcomeRecord.Commanded("workday:abc", "release-hold", Map.of("k", "v")),
                        new OutcomeRecord.Commanded(null, "x", Map.of())));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadEveryRecordBack(OutcomeRecord record) {
        assertThat(OutcomeCodec.decode(OutcomeCodec.encode(record, "worker-1", 7)))
                .contains(record);
    }

    @Test
    void shouldPassOverAKindThatOnlyALaterReleaseKnows() {
        byte[] bytes = InternalCodec.of(OutcomeEnvelope.class)
                .encode(OutcomeEnvelope.newBuilder()
                        .setKind("tomorrow")
                        .setWriter("worker-1")
                        .setWrittenAt(1)
                        .build());

        assertThat(OutcomeCodec.decode(bytes)).isEmpty();
    }

    @Test
    void shouldTakeAVerdictThatOnlyALaterReleaseKnowsForADoubt() {
        InternalCodec<OutcomeEnvelope> codec = InternalCodec.of(OutcomeEnvelope.class);
        OutcomeEnvelope envelope =
                codec.decode(OutcomeCodec.encode(attempted(new Verdict.AlreadyExists(CAUSE)), "worker-1", 7));
        OutcomeEnvelope later = OutcomeEnvelope.newBuilder(envelope)
                .setOutcome(AttemptOutcome.newBuilder(envelope.getOutcome())
                        .setVerdict("tomorrow")
                        .build())
                .build();

        assertThat(OutcomeCodec.decode(codec.encode(later))).contains(attempted(new Verdict.Doubt(CAUSE)));
    }

    @Test
    void shouldRefuseBytesOfNoKnownVersion() {
        byte[] bytes = OutcomeCodec.encode(new OutcomeRecord.Probed("owner", 1), "worker-1", 7);
        byte[] newer = bytes.clone();
        newer[0] = 99;

        for (byte[] broken : List.of(new byte[0], newer, Arrays.copyOf(bytes, bytes.length / 2))) {
            assertThatThrownBy(() -> OutcomeCodec.decode(broken)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static Stream<Verdict> hugeVerdicts() {
        String huge = "ü".repeat(500_000);
        Cause cause = new Cause("C".repeat(10_000), huge, huge, 500, huge);
        return Stream.of(
                new Verdict.Settle(
                        new Application(huge, huge, huge, huge, huge, huge, huge, huge),
                        Collections.nCopies(100, Notice.ofKombo(huge))),
                new Verdict.AlreadyExists(cause, Collections.nCopies(100, Notice.ofKombo(huge))),
                new Verdict.Retry(cause, Duration.ofMillis(Long.MAX_VALUE), Delivery.UNKNOWN),
                new Verdict.Throttle(cause, Scope.KEY, Duration.ofDays(1)),
                new Verdict.Hold(cause, Scope.KEY, Delivery.REFUSED),
                new Verdict.Reject(cause, Delivery.REFUSED, Action.NEVER),
                new Verdict.Doubt(cause));
    }

    @ParameterizedTest
    @MethodSource("hugeVerdicts")
    void shouldBoundAMinimalRecordAndKeepWhatTheLedgerDecidesBy(Verdict verdict) {
        OutcomeRecord.Attempted minimal = OutcomeCodec.minimal(attempted(verdict));

        assertThat(OutcomeCodec.encode(minimal, "worker-1", 7)).hasSizeLessThan(4_096);
        assertThat(minimal.verdict()).hasSameClassAs(verdict);
        assertThat(minimal.verdict().delivery()).isEqualTo(verdict.delivery());
        assertThat(minimal.nonce()).isEqualTo("nonce");
        if (verdict instanceof Verdict.Retry retry && minimal.verdict() instanceof Verdict.Retry kept) {
            assertThat(kept.after()).isEqualTo(retry.after());
        }
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void shouldDecideAlikeByTheMinimalRecordOfASmallOne(Verdict verdict) {
        OutcomeRecord.Attempted minimal = OutcomeCodec.minimal(attempted(verdict));

        assertThat(OutcomeCodec.decode(OutcomeCodec.encode(minimal, "worker-1", 7)))
                .contains(minimal);
        assertThat(minimal.attempt()).isEqualTo(2);
        assertThat(minimal.startedAt()).isEqualTo(11L);
    }
}
