package courier.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.avro.SourcePosition;
import courier.avro.internal.HoldMark;
import courier.avro.internal.IntegrationRow;
import courier.avro.internal.WaitingHeader;
import courier.avro.internal.WaitingRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalCodecTest {

    private final InternalCodec<WaitingRecord> codec = InternalCodec.of(WaitingRecord.class);

    @Test
    void shouldReadWhatItWrote() {
        WaitingRecord record = record();

        assertThat(codec.decode(codec.encode(record))).isEqualTo(record);
    }

    @Test
    void shouldReadARecordInsideARecord() {
        IntegrationRow row = IntegrationRow.newBuilder()
                .setQueued(1)
                .setDispatched(2)
                .setHold(new HoldMark("c", 4L, 5L, 6, "key", 7, true, false, 8L))
                .build();
        InternalCodec<IntegrationRow> rows = InternalCodec.of(IntegrationRow.class);

        assertThat(rows.decode(rows.encode(row))).isEqualTo(row);
    }

    /** These bytes are in stores and topics: if this fails, a release cannot read what the one before wrote. */
    @Test
    void shouldWriteVersionOneThenAvro() {
        assertThat(HexFormat.of().formatHex(codec.encode(record())))
                .isEqualTo("01" + "020202" + "00" + "02" + "0274" + "0202ff" + "00" + "0e696e74656e7473" + "06" + "d804"
                        + "01");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 127, -1})
    void shouldRefuseAnUnknownVersionAndSayWhatToDo(int version) {
        byte[] bytes = codec.encode(record());
        bytes[0] = (byte) version;

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WaitingRecord")
                .hasMessageContaining("version " + version)
                .hasMessageContaining("upgrade this worker");
    }

    @Test
    void shouldRefuseNoBytes() {
        assertThatThrownBy(() -> codec.decode(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no bytes");
    }

    @Test
    void shouldRefuseTheRecordCutAtAnyByteAndShowNoneOfIt() {
        byte[] bytes = codec.encode(record());
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("WaitingRecord cannot be decoded")
                    .hasMessageNotContaining("intents");
        }
    }

    private static WaitingRecord record() {
        return new WaitingRecord(
                ByteBuffer.wrap(new byte[] {2}),
                null,
                List.of(new WaitingHeader("t", ByteBuffer.wrap(new byte[] {(byte) 0xff}))),
                new SourcePosition("intents", 3, 300L, -1L));
    }
}
