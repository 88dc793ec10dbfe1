package courier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.avro.ApplicationDeadLetter;
import courier.avro.ApplicationIntent;
import courier.event.DeadLetterAssembly.Read;
import courier.testing.SampleIntents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterPartsTest {

    private static final int RECORD = 300 << 10;
    private static final long PLENTY = 64 << 20;

    private final DeadLetterParts parts = new DeadLetterParts(RECORD, Letters::encode);
    private final DeadLetterAssembly assembly = new DeadLetterAssembly(Letters::decode, PLENTY);

    @Test
    void shouldLeaveWhatFitsAsItIs() {
        Event event = Letters.event(Letters.ofBytes(RECORD / 2, 1));

        assertThat(parts.of(event)).containsExactly(event);
        assertThat(assembly.take(0, letter(event))).isEqualTo(new Read.Whole(letter(event)));
    }

    /** Around the limit and around multiples of it, where a byte makes a part more. */
    @ParameterizedTest
    @ValueSource(
            ints = {RECORD - 3_000, RECORD - 1_500, RECORD - 1, RECORD, RECORD + 1, 2 * RECORD, 1 << 20, 5_000_001})
    void shouldKeepEveryByteInRecordsThatFit(int bytes) {
        ApplicationDeadLetter letter = Letters.ofBytes(bytes, bytes);

        List<Event> written = parts.of(Letters.event(letter));

        assertThat(written).allSatisfy(event -> assertThat(size(event)).isLessThanOrEqualTo(RECORD));
        List<Read> read = written.stream()
                .map(event -> assembly.take(0, letter(reread(event))))
                .toList();
        assertThat(read.getLast()).isEqualTo(new Read.Whole(letter));
        assertThat(read.subList(0, read.size() - 1)).allMatch(Read.Piece.class::isInstance);
        assertThat(assembly.end()).isEmpty();
    }

    @Test
    void shouldSayInEachPartWhatItBelongsTo() {
        ApplicationIntent intent = SampleIntents.of("workday:a", "large", "job-1", 2);
        ApplicationDeadLetter letter = ApplicationDeadLetter.newBuilder(Letters.ofBytes(2 * RECORD, 5))
                .setIntegrationId("workday:a")
                .setIntentId("large")
                .setGeneration(2)
                .setJobId("job-1")
                .setIntent(intent)
                .setMessage("x".repeat(5_000))
                .build();

        List<Event> written = parts.of(Letters.event(letter));

        assertThat(written).hasSizeGreaterThan(2).allSatisfy(event -> {
            assertThat(event.key()).containsExactly(1, 2);
            assertThat(letter(event).getIntentId()).isEqualTo("large");
            assertThat(letter(event).getGeneration()).isEqualTo(2);
            assertThat(letter(event).getSource()).isEqualTo(letter.getSource());
            assertThat(letter(event).getCode()).isEqualTo(letter.getCode());
            assertThat(letter(event).getMessage()).hasSize(1_001);
            assertThat(letter(event).getIntent()).isNull();
            assertThat(letter(event).getRawValue()).isNull();
        });
        assertThat(written.stream().filter(event -> DeadLetterAssembly.counts(letter(event))))
                .as("they count as one dead letter")
                .containsExactly(written.getFirst());
        int last = written.size();
        assertThat(text(written.getFirst().headers(), LetterHeader.PART)).isEqualTo("1/" + last);
        assertThat(text(written.getLast().headers(), LetterHeader.PART)).isEqualTo(last + "/" + last);
    }

    @Test
    void shouldPutSetsTogetherThatComeBetweenEachOther() {
        List<Event> one = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 1)));
        List<Event> other = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 2)));
        List<Read> whole = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            whole.add(assembly.take(0, letter(one.get(i))));
            whole.add(assembly.take(0, letter(other.get(i))));
            whole.add(assembly.take(1, letter(one.get(i))));
        }

        assertThat(whole.stream().filter(Read.Whole.class::isInstance))
                .containsExactly(
                        new Read.Whole(Letters.ofBytes(3 * RECORD, 1)),
                        new Read.Whole(Letters.ofBytes(3 * RECORD, 2)),
                        new Read.Whole(Letters.ofBytes(3 * RECORD, 1)));
        assertThat(assembly.end()).isEmpty();
    }

    @Test
    void shouldGiveUpASetThatLacksAPart() {
        List<Event> written = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 1)));

        assembly.take(0, letter(written.get(0)));
        Read read = assembly.take(0, letter(written.get(2)));

        assertThat(read).isEqualTo(new Read.Incomplete(letter(written.getFirst()), "after part 1 came part 3"));
        assertThat(assembly.take(0, letter(written.getLast()))).isEqualTo(new Read.Piece());
    }

    @Test
    void shouldGiveUpASetWhoseBytesAreNotThoseThatWereWritten() {
        List<Event> written = parts.of(Letters.event(Letters.ofBytes(2 * RECORD, 1)));
        ApplicationDeadLetter damaged = letter(reread(written.getLast()));
        byte[] bytes = damaged.getPart().getBytes().array();
        bytes[bytes.length / 2] ^= 1;

        written.subList(0, written.size() - 1).forEach(event -> assembly.take(0, letter(event)));

        assertThat(assembly.take(0, damaged))
                .isEqualTo(new Read.Incomplete(letter(written.getFirst()), "the parts are not what their digest says"));
    }

    @Test
    void shouldPassOverPartsWhoseBeginningWasNotRead() {
        List<Event> written = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 1)));

        assertThat(written.subList(1, written.size()))
                .allSatisfy(event -> assertThat(assembly.take(0, letter(event))).isEqualTo(new Read.Piece()));
        assertThat(assembly.end()).isEmpty();
    }

    @Test
    void shouldTellWhatWasNotCompletedAtTheEnd() {
        List<Event> written = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 1)));
        assembly.take(0, letter(written.getFirst()));

        assertThat(assembly.end())
                .containsExactly(new Read.Incomplete(letter(written.getFirst()), "the reading ended after part 1"));
        assertThat(assembly.end()).isEmpty();
    }

    @Test
    void shouldHoldNoMoreThanItMay() {
        DeadLetterAssembly small = new DeadLetterAssembly(Letters::decode, 4L * RECORD);
        List<Event> oldest = parts.of(Letters.event(Letters.ofBytes(2 * RECORD, 1)));
        List<Event> newer = parts.of(Letters.event(Letters.ofBytes(3 * RECORD, 2)));
        List<Event> huge = parts.of(Letters.event(Letters.ofBytes(5 * RECORD, 3)));

        small.take(0, letter(oldest.getFirst()));
        newer.subList(0, newer.size() - 1).forEach(event -> small.take(0, letter(event)));

        assertThat(small.evicted()).extracting(Read.Incomplete::first).containsExactly(letter(oldest.getFirst()));
        assertThat(small.evicted()).isEmpty();
        assertThat(small.take(0, letter(huge.getFirst()))).isInstanceOf(Read.Incomplete.class);
        assertThat(small.take(0, letter(newer.getLast()))).isInstanceOf(Read.Whole.class);
    }

    @Test
    void shouldCutAnOverlongKeyAndKeepItInTheLetter() {
        byte[] key = new byte[10_000];
        ApplicationDeadLetter letter = Letters.ofBytes(10, 1);

        assertThat(new Event(key, letter, new RecordHeaders()).key()).hasSize(4096);
    }

    @Test
    void shouldRefuseRecordsThatAreTooSmallForAnything() {
        assertThatThrownBy(() -> new DeadLetterParts(1_000, Letters::encode))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max.request.size");
    }

    private static ApplicationDeadLetter letter(Event event) {
        return (ApplicationDeadLetter) event.value();
    }

    /** As a reader gets it: with bytes of its own. */
    private static Event reread(Event event) {
        byte[] key = Objects.requireNonNull(event.key());
        return new Event(key, Letters.decode(Letters.encode(letter(event))), event.headers());
    }

    private static int size(Event event) {
        byte[] key = event.key();
        int size = (key == null ? 0 : key.length) + Letters.encode(letter(event)).length;
        for (Header header : event.headers()) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length;
        }
        return size;
    }

    static String text(Headers headers, LetterHeader header) {
        return new String(headers.lastHeader(header.text()).value(), StandardCharsets.UTF_8);
    }
}
