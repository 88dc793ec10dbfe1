package courier.ledger;

import courier.avro.internal.DispatchMark;
import courier.avro.internal.OpenEntry;
import courier.avro.internal.SettledEntry;
import courier.avro.internal.SettledNonce;
import courier.avro.internal.UnresolvedNonce;
import courier.avro.internal.VerificationMark;
import courier.encoding.InternalCodec;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.tracing.TraceContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Entries as rows of the stores, and back. Times are milliseconds since the epoch. */
final class Rows {

    private static final InternalCodec<OpenEntry> OPEN = InternalCodec.of(OpenEntry.class);
    private static final InternalCodec<SettledEntry> SETTLED = InternalCodec.of(SettledEntry.class);

    private static final String PHASE_QUEUED = "queued";
    private static final String PHASE_DISPATCHED = "dispatched";
    private static final String PHASE_VERIFYING = "verifying";
    private static final String END_SUCCESS = "success";
    private static final String END_DEAD_LETTER = "dead-letter";

    private Rows() {}

    static byte[] encode(Entry.Open open) {
        OpenEntry.Builder row = OpenEntry.newBuilder()
                .setJobId(open.jobId())
                .setDigest(bytes(open.digest()))
                .setAdmittedAt(open.admittedAt())
                .setExpiresAt(open.expiresAt())
                .setAttachmentBytes(open.attachmentBytes())
                .setAttempts(open.attempts())
                .setPostponements(open.postponements())
                .setUnproven(open.unproven())
                .setUnresolved(open.unresolved().stream()
                        .map(nonce -> new UnresolvedNonce(nonce.nonce(), nonce.attempt(), nonce.markedAt()))
                        .toList())
                .setHistory(open.history().stream().map(Attempts::toAvro).toList());
        switch (open.phase()) {
            case Entry.Queued(long dueAt) -> row.setPhase(PHASE_QUEUED).setDueAt(dueAt);
            case Entry.Dispatched(Entry.Mark mark) ->
                row.setPhase(PHASE_DISPATCHED).setDueAt(mark.markedAt()).setDispatch(toAvro(mark));
            // with its marker: a release that does not know this phase waits out the dispatch and parks it
            case Entry.Verifying verifying ->
                row.setPhase(PHASE_VERIFYING)
                        .setDueAt(verifying.mark().markedAt())
                        .setDispatch(toAvro(verifying.mark()))
                        .setVerification(toAvro(verifying));
        }
        return OPEN.encode(row.build());
    }

    static Entry.Open decodeOpen(byte[] bytes) {
        OpenEntry row = OPEN.decode(bytes);
        return new Entry.Open(
                row.getJobId(),
                hex(row.getDigest()),
                row.getAdmittedAt(),
                row.getExpiresAt(),
                row.getAttachmentBytes(),
                phase(row),
                row.getAttempts(),
                row.getPostponements(),
                row.getUnproven(),
                row.getUnresolved().stream()
                        .map(nonce -> new Entry.OpenNonce(nonce.getNonce(), nonce.getAttempt(), nonce.getMarkedAt()))
                        .toList(),
                row.getHistory().stream().map(Attempts::fromAvro).toList());
    }

    /**
     * The row of what was asked: the entry that it was let in as, which holds until its first dispatch, and the record
     * that arrived. Both are written, read and deleted together.
     *
     * <pre>
     * length of the entry   4 bytes
     * entry, record
     * </pre>
     */
    static byte[] encodeAdmitted(Entry.Open entry, byte[] arrived) {
        byte[] row = encode(entry);
        return ByteBuffer.allocate(Integer.BYTES + row.length + arrived.length)
                .putInt(row.length)
                .put(row)
                .put(arrived)
                .array();
    }

    /** The entry that was let in, of such a row. */
    static Entry.Open decodeAdmitted(byte[] admitted) {
        return decodeOpen(Arrays.copyOfRange(admitted, Integer.BYTES, arrivedAt(admitted)));
    }

    /** The record that arrived, of such a row. */
    static byte[] arrived(byte[] admitted) {
        return Arrays.copyOfRange(admitted, arrivedAt(admitted), admitted.length);
    }

    private static int arrivedAt(byte[] admitted) {
        return Integer.BYTES + ByteBuffer.wrap(admitted).getInt();
    }

    private static Entry.Phase phase(OpenEntry row) {
        DispatchMark marked = row.getDispatch();
        if (marked == null || row.getPhase().equals(PHASE_QUEUED)) {
            return new Entry.Queued(row.getDueAt());
        }
        Entry.Mark mark = new Entry.Mark(
                marked.getNonce(),
                marked.getAttempt(),
                marked.getIncarnation(),
                marked.getMarkedAt(),
                marked.getOrphanSince());
        VerificationMark search = row.getVerification();
        return search == null || !row.getPhase().equals(PHASE_VERIFYING)
                ? new Entry.Dispatched(mark)
                : new Entry.Verifying(
                        mark,
                        search.getSince(),
                        search.getRepeated(),
                        search.getDueAt(),
                        search.getMade(),
                        new Cause(
                                Codes.OUTCOME_UNKNOWN,
                                search.getTitle(),
                                search.getMessage(),
                                search.getHttpStatus(),
                                search.getLogUrl()));
    }

    private static DispatchMark toAvro(Entry.Mark mark) {
        return new DispatchMark(mark.nonce(), mark.attempt(), mark.incarnation(), mark.markedAt(), mark.orphanSince());
    }

    private static VerificationMark toAvro(Entry.Verifying verifying) {
        Cause cause = verifying.cause();
        return new VerificationMark(
                verifying.since(),
                verifying.repeated(),
                verifying.dueAt(),
                verifying.made(),
                cause.title(),
                cause.message(),
                cause.httpStatus(),
                cause.logUrl());
    }

    /** What the timeline says of an entry beside its key: enough to reserve a place for its call. */
    static byte[] encodeTimeline(Entry.Open open) {
        return ByteBuffer.allocate(Long.BYTES).putLong(open.attachmentBytes()).array();
    }

    static long decodeTimeline(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /**
     * A row of the memory.
     *
     * @param trace what its end was told under, which is no part of what the ledger decides by
     */
    static byte[] encode(Entry.Settled settled, @Nullable TraceContext trace) {
        return SETTLED.encode(SettledEntry.newBuilder()
                .setJobId(settled.jobId())
                .setDigest(bytes(settled.digest()))
                .setEnd(settled.code() == null ? END_SUCCESS : END_DEAD_LETTER)
                .setCode(settled.code())
                .setDelivery(settled.answered().text())
                .setSettledAt(settled.settledAt())
                .setUnresolved(settled.unresolved().stream()
                        .map(nonce -> new SettledNonce(nonce.nonce(), nonce.attempt(), nonce.markedAt()))
                        .toList())
                .setSettledBy(settled.settledBy())
                .setTraceparent(trace == null ? null : trace.traceparent())
                .setTracestate(trace == null ? null : trace.tracestate())
                .build());
    }

    static Entry.Settled decodeSettled(byte[] bytes) {
        SettledEntry row = SETTLED.decode(bytes);
        return new Entry.Settled(
                row.getJobId(),
                hex(row.getDigest()),
                row.getEnd().equals(END_SUCCESS) ? null : code(row.getCode()),
                Delivery.of(row.getDelivery()),
                row.getSettledAt(),
                row.getUnresolved().stream()
                        .map(nonce -> new Entry.OpenNonce(nonce.getNonce(), nonce.getAttempt(), nonce.getMarkedAt()))
                        .toList(),
                row.getSettledBy());
    }

    /** What the end of a settled entry was told under. */
    static @Nullable TraceContext trace(byte[] bytes) {
        SettledEntry row = SETTLED.decode(bytes);
        return TraceContext.read(row.getTraceparent(), row.getTracestate());
    }

    private static String code(@Nullable String code) {
        return code == null ? "UNKNOWN" : code;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
