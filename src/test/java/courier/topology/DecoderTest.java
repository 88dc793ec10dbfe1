package courier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import courier.admission.Admission;
import courier.avro.ApplicationIntent;
import courier.avro.SourcePosition;
import courier.event.Unreadable;
import courier.testing.SampleIntents;
import courier.testing.TestSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DecoderTest {

    private static final int REQUEST_BYTES = 700_000;
    private static final int HALF = REQUEST_BYTES / 2;

    /** The producer would refuse the ledger's row, which has the job's id twice, and that would stop the stream. */
    @Test
    void shouldRefuseWhatFitsByItselfAndNotBesideItsEntryInTheLedger() {
        assertThat(decode("j".repeat(HALF)))
                .isInstanceOfSatisfying(
                        Decoder.Result.Poison.class,
                        poison -> assertThat(poison.reason()).isEqualTo(Unreadable.Reason.TOO_LARGE));
        assertThat(decode("j".repeat(100))).isInstanceOf(Decoder.Result.Read.class);
    }

    private static Decoder.Result decode(String jobId) {
        ApplicationIntent intent = ApplicationIntent.newBuilder(SampleIntents.of("i-1"))
                .setJobId(jobId)
                .build();
        Properties stream = new Properties();
        stream.put("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        Decoder decoder = new Decoder(
                (_, _) -> intent,
                new Admission(TestSettings.of(Map.of()).attachments()),
                RecordRoom.of(1 << 20, stream));
        return decoder.decode(
                "intents",
                Decoder.raw(null, new byte[] {1}, new RecordHeaders(), new SourcePosition("intents", 0, 1L, 2L)),
                0);
    }
}
