package courier.ledger;

import courier.avro.internal.DispatchMark;
import courier.avro.internal.OpenEntry;
import courier.avro.internal.SettledEntry;
import courier.avro.internal.SettledNonce;
import courier.avro.internal.UnresolvedNonce;
import courier.encoding.InternalCodec;
import courier.outcome.Delivery;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Entries as rows of the stores, and back. Times are milliseconds since the epoch. */
final class Rows {

    private static final InternalCodec<OpenEntry> OPEN = InternalCodec.of(OpenEntry.class);
    private static final InternalCodec<SettledEntry> SETTLED = InternalCodec.of(SettledEntry.class);

    private static final String PHASE_QUEUED = "queued";
    private static final String PHASE_DISPATCHED = "dispatched";
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
                row.setPhase(PHASE_DISPATCHED)
                        .setDueAt(mark.markedAt())
                        .setDispatch(new DispatchMark(
                                mark.nonce(), mark.attempt(), mark.incarnation(), mark.markedAt(), mark.orphanSince()));
        }
        return OPEN.encode(row.build());
    }

    static Entry.Open decodeOpen(byte[] bytes) {
        OpenEntry row = OPEN.decode(bytes);
        DispatchMark mark = row.getDispatch();
        Entry.Phase phase = mark == null || row.getPhase().equals(PHASE_QUEUED)
                ? new Entry.Queued(row.getDueAt())
                : new Entry.Dispatched(new Entry.Mark(
                        mark.getNonce(),
                        mark.getAttempt(),
                        mark.getIncarnation(),
                        mark.getMarkedAt(),
                        mark.getOrphanSince()));
        return new Entry.Open(
                row.getJobId(),
                hex(row.getDigest()),
                row.getAdmittedAt(),
                row.getExpiresAt(),
                row.getAttachmentBytes(),
                phase,
                row.getAttempts(),
                row.getPostponements(),
                row.getUnproven(),
                row.getUnresolved().stream()
                        .map(nonce -> new Entry.OpenNonce(nonce.getNonce(), nonce.getAttempt(), nonce.getMarkedAt()))
                        .toList(),
                row.getHistory().stream().map(Attempts::fromAvro).toList());
    }

    /** What the timeline says of an entry beside its key: enough to reserve a place for its call. */
    static byte[] encodeTimeline(Entry.Open open) {
        return ByteBuffer.allocate(Long.BYTES).putLong(open.attachmentBytes()).array();
    }

    static long decodeTimeline(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    static byte[] encode(Entry.Settled settled) {
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
