package courier.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.avro.Application;
import courier.avro.ApplicationIntent;
import courier.avro.Candidate;
import courier.avro.SalaryExpectations;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentAvroTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[1]",
                "\"{}\"",
                "null",
                "{} {}",
                "{\"lever\":",
                "{\"lever\": 1, \"lever\": 2}",
                "{\"lever\": \"\\ud800\"}",
                "{\"lever\": 1e99999999999}"
            })
    void shouldKeepRemoteFieldsThatAreNoObjectAsTheTextTheyAre(String text) {
        ApplicationIntent record = record(text, null);

        Intent intent = IntentAvro.fromAvro(RoundTrips.decoded(RoundTrips.encoded(record)));

        assertThat(intent.application().get("remote_fields").textValue()).isEqualTo(text);
        assertThat(IntentAvro.toAvro(intent)).isEqualTo(record);
        assertThat(Digest.of(intent)).hasSize(32);
        assertThat(IntentJson.write(intent)).isNotEmpty();
    }

    @Test
    void shouldKeepRemoteFieldsThatAreNestedTooDeepAsText() {
        String text = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

        Intent intent = IntentAvro.fromAvro(record(text, null));

        assertThat(intent.application().get("remote_fields").textValue()).isEqualTo(text);
    }

    @Test
    void shouldKeepEveryDigitOfRemoteFields() {
        Intent intent = IntentAvro.fromAvro(
                record("{\"a\": 0.100000000000000000000000010, \"b\": 123456789012345678901234567890}", null));

        assertThat(intent.application().get("remote_fields").get("a").decimalValue())
                .isEqualTo(new BigDecimal("0.100000000000000000000000010"));
        assertThat(IntentAvro.toAvro(intent).getApplication().getRemoteFields())
                .isEqualTo("{\"a\":0.100000000000000000000000010,\"b\":123456789012345678901234567890}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 5.0, Double.MIN_VALUE})
    void shouldReadAnyDoubleThatAvroCanHold(double amount) {
        ApplicationIntent record = record(null, new SalaryExpectations("YEAR", amount));

        Intent intent = IntentAvro.fromAvro(record);

        assertThat(intent.application()
                        .at("/candidate/salary_expectations/amount")
                        .doubleValue())
                .isEqualTo(Double.valueOf(amount));
        assertThat(IntentAvro.toAvro(intent)).isEqualTo(record);
        assertThat(Digest.of(intent)).hasSize(32);
    }

    @Test
    void shouldTellAWholeNumberFromADouble() {
        Intent whole = IntentAvro.fromAvro(record(null, new SalaryExpectations("YEAR", 5L)));
        Intent fraction = IntentAvro.fromAvro(record(null, new SalaryExpectations("YEAR", 5.0)));

        assertThat(whole.application().toString()).contains("\"amount\":5}");
        assertThat(fraction.application().toString()).contains("\"amount\":5.0}");
    }

    @Test
    void shouldNotMakeARecordThatWouldLoseSomething() {
        Intent intent = IntentAvro.fromAvro(record(null, null));
        ObjectNode more = intent.application().deepCopy();
        more.put("nickname", "planted-secret");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntentAvro.toAvro(new Intent(intent.identity(), "j", null, null, false, more)))
                .withMessageContaining("/application/nickname")
                .withMessageNotContaining("planted-secret");
    }

    private static ApplicationIntent record(@Nullable String remoteFields, @Nullable SalaryExpectations salary) {
        Candidate candidate = Candidate.newBuilder()
                .setFirstName("Ada")
                .setLastName("Löw")
                .setEmailAddress("ada@example.com")
                .setSalaryExpectations(salary)
                .build();
        return ApplicationIntent.newBuilder()
                .setIntentId("i-1")
                .setIntegrationId("workday:abc")
                .setJobId("job-1")
                .setApplication(Application.newBuilder()
                        .setCandidate(candidate)
                        .setRemoteFields(remoteFields)
                        .build())
                .build();
    }
}
