package courier.outcome;

import courier.avro.internal.CommandCall;
import courier.avro.internal.OutcomeEnvelope;
import courier.avro.internal.ProbeMark;
import courier.encoding.InternalCodec;
import courier.intent.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcomes topic's one envelope, from records to bytes and back. Safe for use by many threads. */
public final class OutcomeCodec {

    private static final InternalCodec<OutcomeEnvelope> CODEC = InternalCodec.of(OutcomeEnvelope.class);

    private static final int KEPT_NOTICES = 3;
    private static final int KEPT_MESSAGE = 200;

    private OutcomeCodec() {}

    /**
     * Encodes a record.
     *
     * @param writer the worker's incarnation
     * @param writtenAt milliseconds since the epoch
     */
    public static byte[] encode(OutcomeRecord record, String writer, long writtenAt) {
        OutcomeEnvelope.Builder envelope =
                OutcomeEnvelope.newBuilder().setWriter(writer).setWrittenAt(writtenAt);
        switch (record) {
            case OutcomeRecord.Attempted attempted ->
                address(envelope, attempted.identity(), attempted.nonce(), attempted.attempt())
                        .setKind("outcome")
                        .setOutcome(VerdictCodec.toAvro(attempted));
            case OutcomeRecord.Released released ->
                address(envelope, released.identity(), released.nonce(), released.attempt())
                        .setKind("release")
                        .setReason(released.reason());
            case OutcomeRecord.LookedUp lookedUp ->
                address(envelope, lookedUp.identity(), lookedUp.nonce(), lookedUp.attempt())
                        .setKind("lookup")
                        .setLookup(LookupCodec.toAvro(lookedUp));
            case OutcomeRecord.Probed probed ->
                envelope.setKind("probe").setProbe(new ProbeMark(probed.owner(), probed.sequence()));
            case OutcomeRecord.Commanded commanded ->
                envelope.setKind("command")
                        .setIntegrationId(commanded.integrationId())
                        .setCommand(new CommandCall(commanded.name(), commanded.arguments()));
        }
        return CODEC.encode(envelope.build());
    }

    /**
     * Decodes a record; empty for a kind that only a later release knows.
     *
     * @throws IllegalArgumentException if the bytes are not an envelope of a known version
     */
    public static Optional<OutcomeRecord> decode(byte[] bytes) {
        OutcomeEnvelope envelope = CODEC.decode(bytes);
        return switch (envelope.getKind()) {
            case "outcome" ->
                Optional.of(VerdictCodec.fromAvro(
                        identity(envelope),
                        present(envelope.getNonce(), "nonce"),
                        present(envelope.getAttempt(), "attempt"),
                        present(envelope.getOutcome(), "outcome")));
            case "release" ->
                Optional.of(new OutcomeRecord.Released(
                        identity(envelope),
                        present(envelope.getNonce(), "nonce"),
                        present(envelope.getAttempt(), "attempt"),
                        present(envelope.getReason(), "reason")));
            case "lookup" ->
                Optional.of(LookupCodec.fromAvro(
                        identity(envelope),
                        present(envelope.getNonce(), "nonce"),
                        present(envelope.getAttempt(), "attempt"),
                        present(envelope.getLookup(), "lookup")));
            case "probe" -> {
                ProbeMark probe = present(envelope.getProbe(), "probe");
                yield Optional.of(new OutcomeRecord.Probed(probe.getOwner(), probe.getSequence()));
            }
            case "command" -> {
                CommandCall command = present(envelope.getCommand(), "command");
                yield Optional.of(new OutcomeRecord.Commanded(
                        envelope.getIntegrationId(), command.getName(), command.getArguments()));
            }
            default -> Optional.empty();
        };
    }

    /**
     * The same outcome with only what the ledger cannot do without: what is sent where the broker finds the whole too
     * large.
     */
    public static OutcomeRecord.Attempted minimal(OutcomeRecord.Attempted attempted) {
        Verdict verdict = switch (attempted.verdict()) {
            case Verdict.Settle settle ->
                new Verdict.Settle(
                        new Application(shortened(settle.application().id()), null, null, null, null, null, null, null),
                        minimal(settle.notices()));
            case Verdict.AlreadyExists exists ->
                new Verdict.AlreadyExists(minimal(exists.cause()), minimal(exists.notices()));
            case Verdict.Retry retry -> new Verdict.Retry(minimal(retry.cause()), retry.after(), retry.delivery());
            case Verdict.Throttle throttle ->
                new Verdict.Throttle(minimal(throttle.cause()), throttle.scope(), throttle.after());
            case Verdict.Hold hold -> new Verdict.Hold(minimal(hold.cause()), hold.scope(), hold.delivery());
            case Verdict.Reject reject ->
                new Verdict.Reject(minimal(reject.cause()), reject.delivery(), reject.action());
            case Verdict.Doubt doubt -> new Verdict.Doubt(minimal(doubt.cause()));
        };
        return new OutcomeRecord.Attempted(
                attempted.identity(),
                attempted.nonce(),
                attempted.attempt(),
                attempted.startedAt(),
                attempted.endedAt(),
                verdict);
    }

    private static List<Notice> minimal(List<Notice> notices) {
        return notices.stream()
                .limit(KEPT_NOTICES)
                .map(notice -> new Notice(notice.code(), cut(notice.message())))
                .toList();
    }

    private static Cause minimal(Cause cause) {
        return new Cause(cut(cause.code()), null, cut(cause.message()), cause.httpStatus(), null);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    private static String cut(String text) {
        return text.length() <= KEPT_MESSAGE ? text : text.substring(0, KEPT_MESSAGE);
    }

    private static OutcomeEnvelope.Builder address(
            OutcomeEnvelope.Builder envelope, Identity identity, String nonce, int attempt) {
        return envelope.setIntegrationId(identity.integrationId())
                .setIntentId(identity.intentId())
                .setGeneration(identity.generation())
                .setNonce(nonce)
                .setAttempt(attempt);
    }

    private static Identity identity(OutcomeEnvelope envelope) {
        return new Identity(
                present(envelope.getIntegrationId(), "integration_id"),
                present(envelope.getIntentId(), "intent_id"),
                present(envelope.getGeneration(), "generation"));
    }

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("an outcome record lacks " + field);
        }
        return value;
    }
}
