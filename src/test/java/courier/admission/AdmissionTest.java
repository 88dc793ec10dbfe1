package courier.admission;

import static courier.admission.SampleBodies.good;
import static courier.admission.SampleBodies.json;
import static courier.admission.SampleBodies.replace;
import static courier.admission.SampleBodies.withBlobs;
import static courier.admission.SampleBodies.withInline;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.RoundTrips;
import courier.intent.SampleApplications;
import courier.intent.Violation;
import courier.testing.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Admission ADMISSION = new Admission(attachments("256kB", "1MB", "2MB"));

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void shouldAdmitEveryValidApplication(@ForAll("applications") ObjectNode application) {
        Intent intent = RoundTrips.throughAvro(RoundTrips.parsed(RoundTrips.envelope(application)));

        assertThat(ADMISSION.check(intent, key(intent.jobId()))).isEmpty();
    }

    @Provide
    Arbitrary<ObjectNode> applications() {
        return Arbitraries.randomValue(SampleApplications::any);
    }

    /** Each line changes one place of a good application: violations.csv. */
    @ParameterizedTest
    @CsvFileSource(resources = "/admission/violations.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void shouldTellPlaceRuleAndFixButNotTheValue(String place, @Nullable String value, String pointer, String rule) {
        // Given
        ObjectNode application = good();
        replace(application, place, value == null ? null : json(value));

        // When
        List<Violation> violations = check(application);

        // Then
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/application" + pointer);
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.message()).isNotBlank().doesNotContainIgnoringCase("planted");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.de",
                "o'hara+x@mail.example.com",
                "ü@köln.example",
                "x@1-2.example",
                "ada.@docomo.example",
                "\"q\"@example.com"
            })
    void shouldAdmitAddressesThatCouldBe(String address) {
        assertThat(ValueRules.isPlausible(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b.de",
                "a@b",
                "a@b.",
                "a@.de",
                "a@b..de",
                "a b@c.de",
                "a@b c.de",
                "a@@b.de",
                "a@b@c.de",
                "a@-b.de",
                "a@b_c.de",
                "a\n@b.de",
                "a@b.de\n",
                "a\u00a0@b.de"
            })
    void shouldRefuseAddressesThatCannotBe(String address) {
        assertThat(ValueRules.isPlausible(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void shouldRefuseNumbersThatJsonHasNoWordFor(double number) {
        ObjectNode application = good();
        replace(application, "/candidate/salary_expectations/amount", DoubleNode.valueOf(number));
        replace(application, "/screening_question_answers/0/answer", DoubleNode.valueOf(number));

        assertThat(pointersAndRules(check(application)))
                .containsExactly(
                        "/application/candidate/salary_expectations/amount finite",
                        "/application/screening_question_answers/0/answer finite");
    }

    @Test
    void shouldRefuseRemoteFieldsThatCouldNotBeRead() {
        ObjectNode application = good().put("remote_fields", "{\"lever\": planted");

        assertThat(check(application)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/application/remote_fields");
            assertThat(violation.rule()).isEqualTo("type");
            assertThat(violation.message()).doesNotContain("planted");
        });
    }

    @Test
    void shouldLimitInlineBytesInAll() {
        Admission strict = new Admission(attachments("20", "1kB", "1kB"));
        assertThat(strict.check(intent(withInline(10, 10)), key("job-1"))).isEmpty();

        assertThat(pointersAndRules(strict.check(intent(withInline(10, 11)), key("job-1"))))
                .containsExactly("/application maxInline");
    }

    @Test
    void shouldLimitTheKnownSizesOfAllFiles() {
        assertThat(check(withBlobs(1_000_000, 1_000_000))).isEmpty();
        assertThat(pointersAndRules(check(withBlobs(1_000_000, 1_000_001)))).contains("/application maxTotal");
        assertThat(pointersAndRules(check(withBlobs(Long.MAX_VALUE, Long.MAX_VALUE))))
                .containsExactly(
                        "/application maxTotal",
                        "/application/attachments/0 maxSize",
                        "/application/attachments/1 maxSize");
    }

    @Test
    void shouldGiveEveryViolationAtOnceAndSayHowManyMore() {
        ObjectNode application = good();
        ArrayNode links = ((ObjectNode) application.path("candidate")).putArray("social_links");
        for (int i = 0; i < 150; i++) {
            links.addObject();
        }
        replace(application, "/candidate/location/country", json("\"Germany\""));
        Intent broken = new Intent(new Identity("nocolon", " ", -1), "job-1", null, null, false, application);

        List<Violation> violations = ADMISSION.check(broken, null);

        assertThat(violations).hasSize(Admission.LISTED + 1);
        assertThat(violations.getLast().message()).startsWith("55 more");
        assertThat(pointersAndRules(violations)).contains("/application/candidate/location/country pattern");
        assertThat(ADMISSION.check(broken, null)).isEqualTo(violations);
    }

    @Test
    void shouldCheckTheEnvelopeOfABrokenApplication() {
        Intent broken = new Intent(new Identity("nocolon", " ", -1), "job-1", "", null, false, JSON.createObjectNode());

        assertThat(pointersAndRules(ADMISSION.check(broken, null)))
                .containsExactly(
                        "/application/candidate required",
                        "/generation minimum",
                        "/integration_id pattern",
                        "/intent_id required",
                        "/job_id key",
                        "/replaces required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Planted", "planted id:x", "plänted:x", ":x", "x:", "planted:x\r\nX-Evil:1"})
    void shouldRefuseIntegrationsThatAreNoHeaderValue(String integration) {
        Intent intent = new Intent(new Identity(integration, "i", 0), "j", null, null, false, good());

        assertThat(ADMISSION.check(intent, key("j"))).isNotEmpty().allSatisfy(violation -> {
            assertThat(violation.pointer()).isEqualTo("/integration_id");
            assertThat(violation.message()).doesNotContain("planted");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "remote:", "", " \t", "a\nb", "a\u2028b", "\ud800"})
    void shouldRefuseJobsThatAreNoPathSegment(String job) {
        assertThat(ADMISSION.check(intent(job), key(job)))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.pointer()).isEqualTo("/job_id"));
    }

    @Test
    void shouldAdmitRemoteJobsOfAnyCharactersUpToTheLimit() {
        String odd = "remote:Stelle 7/Köln?#%&..";
        String longest = "ä".repeat(127) + "x";

        assertThat(ADMISSION.check(intent(odd), key(odd))).isEmpty();
        assertThat(ADMISSION.check(intent(longest), key(longest))).isEmpty();
        assertThat(pointersAndRules(ADMISSION.check(intent(longest + "x"), key(longest + "x"))))
                .containsExactly("/job_id maxLength");
    }

    @Test
    void shouldRefuseAnotherKeyThanTheJob() {
        assertThat(pointersAndRules(ADMISSION.check(intent("job-1"), key("job-2"))))
                .containsExactly("/job_id key");
        assertThat(pointersAndRules(ADMISSION.check(intent("job-1"), new byte[0])))
                .containsExactly("/job_id key");
    }

    @Test
    void shouldHaveWordsForEveryPatternOfTheSchema() throws Exception {
        JsonNode schema =
                JSON.readTree(Objects.requireNonNull(getClass().getResourceAsStream("/kombo/request.schema.json")));

        assertThat(schema.findValuesAsText("pattern")).isNotEmpty().allMatch(Expectation::knowsPattern);
    }

    private static List<Violation> check(ObjectNode application) {
        return ADMISSION.check(intent(application), key("job-1"));
    }

    private static Intent intent(ObjectNode application) {
        return new Intent(new Identity("workday:abc", "i-1", 0), "job-1", null, null, false, application);
    }

    private static Intent intent(String job) {
        return new Intent(new Identity("workday:abc", "i-1", 0), job, null, null, false, good());
    }

    private static List<String> pointersAndRules(List<Violation> violations) {
        return violations.stream().map(v -> v.pointer() + " " + v.rule()).toList();
    }

    private static byte[] key(String job) {
        return job.getBytes(StandardCharsets.UTF_8);
    }

    private static Settings.Attachments attachments(String inline, String file, String total) {
        return TestSettings.of(Map.of(
                        "attachments.inline-max", inline, "attachments.file-max", file, "attachments.total-max", total))
                .attachments();
    }
}
