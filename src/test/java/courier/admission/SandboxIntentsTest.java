package courier.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.IntentJson;
import courier.intent.SchemaPaths;
import courier.intent.Violation;
import courier.testing.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample intents are what their names say. */
class SandboxIntentsTest {

    private static final Path SAMPLES = Path.of("config", "sandbox");
    private static final Admission ADMISSION =
            new Admission(TestSettings.of(Map.of()).attachments());

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldHaveTheIdAndTheAddressOfItsFile(Path file) throws IOException {
        Intent intent = read(file);
        String name = file.getFileName().toString().replaceAll("^\\d+-|\\.json$", "");
        String id = name.equals("kombo-documentation") ? "frank.doe" : name;

        assertThat(intent.identity().intentId()).isEqualTo(id);
        assertThat(intent.application().at("/candidate/email_address").asText())
                .isEqualTo(name.equals("invalid") ? "invalid.example.com" : id + "@example.com");
        assertThat(IntentAvro.fromAvro(IntentAvro.toAvro(intent))).isEqualTo(intent);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBeAdmittedUnlessItIsTheInvalidOne(Path file) throws IOException {
        Intent intent = read(file);

        List<Violation> violations = ADMISSION.check(intent, intent.jobId().getBytes(StandardCharsets.UTF_8));

        if (!file.toString().contains("invalid")) {
            assertThat(violations).isEmpty();
            return;
        }
        assertThat(violations)
                .extracting(violation -> violation.pointer().replace("/application", "") + " " + violation.rule())
                .containsExactly(
                        "/attachments/0/content_type required",
                        "/attachments/0/type enum",
                        "/attachments/1 one-of",
                        "/attachments/1/name characters",
                        "/attachments/2/blob/sha256 pattern",
                        "/attachments/2/blob/size_bytes minimum",
                        "/attachments/2/blob/uri scheme",
                        "/candidate/availability_date pattern",
                        "/candidate/email_address email",
                        "/candidate/gender enum",
                        "/candidate/location/country pattern");
    }

    @Test
    void shouldHaveOneThatUsesEveryFieldOfTheContract() throws IOException {
        JsonNode application = read(SAMPLES.resolve("03-every-field.json")).application();

        assertThat(SchemaPaths.all())
                .filteredOn(path -> !path.startsWith("/remote_fields/"))
                .allSatisfy(path ->
                        assertThat(SchemaPaths.at(path, application)).as(path).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldGiveTheSizeAndDigestOfItsFiles(Path file) throws Exception {
        for (JsonNode blob : read(file).application().findValues("blob")) {
            if (!blob.path("uri").asText().startsWith("file:")) {
                continue;
            }
            Path content = Path.of(URI.create(blob.path("uri").asText()));
            assertThat(Files.exists(content)).isEqualTo(!file.toString().contains("missing-file"));
            if (blob.has("sha256") && Files.exists(content)) {
                byte[] bytes = Files.readAllBytes(content);
                assertThat(blob.path("size_bytes").asLong()).isEqualTo(bytes.length);
                assertThat(blob.path("sha256").asText())
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            }
        }
    }

    private static Intent read(Path file) throws IOException {
        return switch (IntentJson.parse(Files.readAllBytes(file), SAMPLES)) {
            case IntentJson.Parsed.Understood(Intent intent) -> intent;
            case IntentJson.Parsed.Refused refused ->
                throw new AssertionError(refused.violations().toString());
        };
    }
}
