package courier.ledger;

import static courier.ledger.Given.dispatched;
import static courier.ledger.Given.ended;
import static courier.ledger.Given.expiring;
import static courier.ledger.Given.queued;
import static courier.ledger.Given.withOlder;
import static org.assertj.core.api.Assertions.assertThat;

import courier.avro.internal.OpenEntry;
import courier.encoding.InternalCodec;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowsTest {

    static Stream<Entry.Open> open() {
        Entry.Mark orphan = Given.mark("n").orphaned(77);
        return Stream.of(
                queued(),
                dispatched(),
                queued().with(new Entry.Dispatched(orphan)),
                Given.verifying(),
                withOlder(Given.verifying()),
                queued().with(new Entry.Verifying(
                        Given.mark("n"), 5, true, 9, 3, new Cause(Codes.OUTCOME_UNKNOWN, null, "m", null, null))),
                expiring(withOlder(queued().unproven(true).counted().postponed().postponed()), 99),
                queued().with(new AttemptLine(1, "n", null, null, null, "release", null, null, Delivery.UNSENT))
                        .with(new AttemptLine(2, "m", 0L, 1L, 2L, "retry", "CODE", 503, Delivery.UNKNOWN)));
    }

    @ParameterizedTest
    @MethodSource("open")
    void shouldReadOpenEntriesBack(Entry.Open entry) {
        assertThat(Rows.decodeOpen(Rows.encode(entry))).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("open")
    void shouldReadAnEntryAndItsPayloadBack(Entry.Open entry) {
        byte[] payload = {1, 2, 3};

        byte[] row = Rows.encodeAdmitted(entry, payload);

        assertThat(Rows.decodeAdmitted(row)).isEqualTo(entry);
        assertThat(Rows.arrived(row)).isEqualTo(payload);
        assertThat(Rows.arrived(Rows.encodeAdmitted(entry, new byte[0]))).isEmpty();
    }

    /** One that does not know the phase waits for the dispatch and parks it; it must not take it for never sent. */
    @Test
    void shouldLookDispatchedToAnEarlierReleaseWhileItIsVerified() {
        OpenEntry row = InternalCodec.of(OpenEntry.class).decode(Rows.encode(Given.verifying()));

        assertThat(row.getPhase()).isNotEqualTo("queued");
        assertThat(row.getDispatch()).isNotNull();
        OpenEntry later =
                OpenEntry.newBuilder(row).setPhase("what-a-later-release-knows").build();
        assertThat(Rows.decodeOpen(InternalCodec.of(OpenEntry.class).encode(later))
                        .phase())
                .isEqualTo(new Entry.Dispatched(Given.mark(Given.NONCE)));
    }

    @Test
    void shouldReadTheTimelinesWordOnAttachmentsBack() {
        Entry.Open heavy = Entry.Open.arrived("job-1", Given.DIGEST, 1, null, 10_000_000_000L, false);

        assertThat(Rows.decodeTimeline(Rows.encodeTimeline(heavy))).isEqualTo(10_000_000_000L);
        assertThat(Rows.decodeOpen(Rows.encode(heavy))).isEqualTo(heavy);
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void shouldReadSettledEntriesBack(Delivery delivery) {
        Entry.Settled unsettledBy = new Entry.Settled("job-1", Given.DIGEST, null, delivery, 5, List.of(), null);

        for (Entry.Settled entry : List.of(ended("CODE", delivery), withOlder(ended("CODE", delivery)), unsettledBy)) {
            assertThat(Rows.decodeSettled(Rows.encode(entry, null))).isEqualTo(entry);
        }
    }
}
