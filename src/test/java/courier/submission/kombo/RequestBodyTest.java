package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.intent.RoundTrips;
import courier.intent.SampleApplications;
import courier.submission.kombo.WholeWay.Stage;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a valid intent asks for arrives in the body of its request, and nothing else does. */
final class RequestBodyTest {

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void shouldSendWhatAnyIntentAsksForAndNothingElse(@ForAll("applications") ObjectNode application) {
        try (WholeWay way = new WholeWay()) {
            assertThat(way.complaint(application)).isEmpty();
        }
    }

    @Provide
    Arbitrary<ObjectNode> applications() {
        return Arbitraries.randomValue(SampleApplications::any);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9223372036854775808",
                "9223372036854775807",
                "100000000000000000000",
                "0.1",
                "5.0",
                "-0.0",
                "4.9E-324",
                "1.7976931348623157E308"
            })
    void shouldKeepEveryDigitOfASalaryAndOfAnAnswer(String number) {
        ObjectNode application = with("{\"candidate\":{\"salary_expectations\":{\"period\":\"YEAR\",\"amount\":"
                + number + "}},\"screening_question_answers\":[{\"question_id\":\"q\",\"answer\":" + number + "}]}");

        // beyond 64 bits an integer is written with an exponent: another form of the same number
        boolean otherForm = number.equals("100000000000000000000");
        JsonNode expected = RoundTrips.exact(otherForm ? "1.0E20" : number);
        try (WholeWay way = new WholeWay()) {
            Optional<String> complaint = way.complaint(application, Stage.INTO_BODY, body -> {
                assertThat(body.at("/candidate/salary_expectations/amount")).isEqualTo(expected);
                assertThat(body.at("/screening_question_answers/0/answer")).isEqualTo(expected);
            });
            assertThat(complaint.isPresent()).isEqualTo(otherForm);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890",
                "0.1234567890123456789012345678901234567890",
                "1.10",
                "1E+400",
                "1.000000000000000000000000000001E-400"
            })
    void shouldKeepEveryDigitOfWhatIsOpen(String number) {
        ObjectNode application = with("{\"remote_fields\":{\"greenhouse\":{\"x\":{\"y\":[" + number + ",null]}}}}");

        try (WholeWay way = new WholeWay()) {
            assertThat(way.complaint(
                            application,
                            Stage.INTO_BODY,
                            body -> assertThat(body.at("/remote_fields/greenhouse/x/y/0"))
                                    .isEqualTo(RoundTrips.exact(number))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍🚀 é e\u0301 李 ش \u202e",
                "\u0000\u0001\u001b\"\\/",
                "\u2028\u2029\ufeff\uffff",
                "𐀀\udbff\udfff",
                ""
            })
    void shouldKeepEveryCharacter(String text) {
        ObjectNode application = with("{}");
        application.withObject("/candidate").put("first_name", text).put("title", text);
        application
                .putArray("screening_question_answers")
                .addObject()
                .put("question_id", text)
                .put("answer", text);
        application.withObject("/remote_fields/lever").put(text, text);

        try (WholeWay way = new WholeWay()) {
            assertThat(way.complaint(application)).isEmpty();
        }
    }

    static Stream<Consumer<JsonNode>> faults() {
        return Stream.of(
                body -> ((ObjectNode) body).set("stage_id", NullNode.instance),
                body -> ((ObjectNode) body).put("stage_id", "invented"),
                body -> ((ObjectNode) body).withObject("/candidate").put("first_name", "Ada "),
                body -> ((ObjectNode) body).withObject("/candidate").putArray("social_links"),
                body -> ((ObjectNode) body)
                        .withObject("/candidate/salary_expectations")
                        .set("amount", BigIntegerNode.valueOf(new java.math.BigInteger("9007199254740992"))));
    }

    /** What the property above says means something only if its check can fail. */
    @ParameterizedTest
    @MethodSource("faults")
    void shouldNoticeWhatWasAddedOrChanged(Consumer<JsonNode> fault) {
        ObjectNode application =
                with("{\"candidate\":{\"salary_expectations\":{\"period\":\"YEAR\",\"amount\":9007199254740993}}}");

        try (WholeWay way = new WholeWay()) {
            assertThat(way.complaint(application)).isEmpty();
            assertThat(way.complaint(application, Stage.INTO_BODY, fault)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAFaultAtEveryStage(Stage stage) {
        ObjectNode application = with("{\"candidate\":{\"title\":\"Dr\"}}");

        try (WholeWay way = new WholeWay()) {
            assertThat(way.complaint(
                            application,
                            stage,
                            form -> form.withObject("/candidate").remove("title")))
                    .isPresent();
        }
    }

    @Test
    void shouldMakeOfTheSameSeedTheSameApplication() {
        assertThat(SampleApplications.any(new Random(7))).isEqualTo(SampleApplications.any(new Random(7)));
    }

    /** The smallest application, and what is given. */
    private static ObjectNode with(String json) {
        ObjectNode application = (ObjectNode) RoundTrips.exact(json);
        application
                .withObject("/candidate")
                .put("first_name", "Ada")
                .put("last_name", "Löw")
                .put("email_address", "ada@example.com");
        return application;
    }
}
