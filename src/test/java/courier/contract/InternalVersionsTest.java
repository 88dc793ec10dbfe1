package courier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import courier.encoding.InternalCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What any release wrote into a store or an internal topic, this one reads. */
class InternalVersionsTest {

    @TestFactory
    Stream<DynamicTest> shouldReadEveryVersionOfItsHistory() {
        return Contract.INTERNAL.stream()
                .flatMap(type -> History.of(type, History.Promise.FULL_TRANSITIVE).versions().stream()
                        .map(written -> DynamicTest.dynamicTest(type.getSimpleName(), () -> check(type, written))));
    }

    private static void check(Class<? extends SpecificRecord> type, Schema written) throws IOException {
        int version =
                History.of(type, History.Promise.FULL_TRANSITIVE).versions().indexOf(written) + 1;

        SpecificRecord read = InternalCodec.of(type).decode(bytes(version, written));

        assertThat(read).isInstanceOf(type);
    }

    private static byte[] bytes(int version, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(version);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(SampleRecord.of(schema), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
