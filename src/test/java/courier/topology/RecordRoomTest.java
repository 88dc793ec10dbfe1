package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRoomTest {

    private static final byte[] KEY = {1, 2, 3};
    private static final int TOPIC = 1 << 20;

    private static RecordRoom room(String compression, int request, int memory) {
        Properties stream = new Properties();
        stream.put("producer." + ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        stream.put("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request);
        stream.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(memory));
        return RecordRoom.of(TOPIC, stream);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldTakeWhatIsSmallEnoughHoweverItPacks(String compression) {
        RecordRoom room = room(compression, 8 << 20, 8 << 20);

        assertThat(room.takes(KEY, noise(TOPIC - (TOPIC / 40)))).isTrue();
        assertThat(room.takes(KEY, noise(TOPIC))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void shouldTakeWhatIsSmallOncePacked(String compression) {
        RecordRoom room = room(compression, 8 << 20, 8 << 20);

        assertThat(room.takes(KEY, new byte[4 << 20])).isTrue();
        assertThat(room("none", 8 << 20, 8 << 20).takes(KEY, new byte[4 << 20])).isFalse();
    }

    @Test
    void shouldRefuseWhatTheProducerWould() {
        assertThat(room("zstd", 2 << 20, 8 << 20).takes(KEY, new byte[2 << 20])).isFalse();
        assertThat(room("zstd", 8 << 20, 2 << 20).takes(KEY, new byte[2 << 20])).isFalse();
        assertThat(room("zstd", 8 << 20, 2 << 20).couldTake(2 << 20)).isFalse();
        assertThat(room("zstd", 8 << 20, 8 << 20).couldTake(2 << 20)).isTrue();
    }

    @Test
    void shouldLeaveRoomForWhatStandsAroundARecord() {
        assertThat(room("zstd", 8 << 20, 8 << 20).plainBytes()).isBetween(TOPIC - (TOPIC / 40), TOPIC - 512);
        assertThat(room("zstd", TOPIC / 2, 8 << 20).plainBytes()).isBetween(TOPIC / 2 - 1024, TOPIC / 2);
    }

    @Test
    void shouldKnowTheProducersOwnStandards() {
        RecordRoom room = RecordRoom.of(8 << 20, new Properties());
        byte[] value = new byte[2 << 20];
        Arrays.fill(value, (byte) 1);

        assertThat(room.takes(KEY, value)).as("max.request.size is 1 MiB").isFalse();
        assertThat(room.takes(KEY, noise(1_000_000))).isTrue();
    }
}
