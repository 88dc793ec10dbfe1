package courier.event;

import static org.assertj.core.api.Assertions.assertThat;

import courier.avro.ApplicationDeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.junit.jupiter.api.Test;

class LetterHeadersTest {

    @Test
    void shouldSayWhatADeadLetterIsAbout() {
        ApplicationDeadLetter letter = ApplicationDeadLetter.newBuilder(Letters.ofBytes(3, 1))
                .setIntegrationId("workday:a")
                .setIntentId("i-1")
                .setGeneration(2)
                .setJobId("job-1")
                .setStage("submission")
                .setCode("REMOTE.INPUT_INVALID")
                .setTitle("Frank Doe")
                .setMessage("Frank Doe cannot apply")
                .setHttpStatus(400)
                .setInDoubt(true)
                .build();

        assertThat(texts(LetterHeaders.add(new RecordHeaders(), letter, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("__streams.errors.exception", "REMOTE.INPUT_INVALID"),
                        Map.entry(
                                "__streams.errors.message",
                                "Dead-lettered in the stage submission: REMOTE.INPUT_INVALID (HTTP 400); the application"
                                        + " may have been created."),
                        Map.entry("__streams.errors.topic", "intents"),
                        Map.entry("__streams.errors.partition", "3"),
                        Map.entry("__streams.errors.offset", "17"),
                        Map.entry("courier.code", "REMOTE.INPUT_INVALID"),
                        Map.entry("courier.stage", "submission"),
                        Map.entry("courier.action", "needs-correction"),
                        Map.entry("courier.in-doubt", "true"),
                        Map.entry("courier.integration", "workday:a"),
                        Map.entry("courier.intent", "i-1"),
                        Map.entry("courier.generation", "2"),
                        Map.entry("courier.attempts", "0"),
                        Map.entry("courier.http-status", "400")));
    }

    @Test
    void shouldTellAnExceptionByItsClassAndLinesAndNeverByItsMessage() {
        IllegalStateException failure =
                new IllegalStateException("Frank Doe", new IllegalArgumentException("frank@example.com"));

        Map<String, String> texts = texts(LetterHeaders.add(new RecordHeaders(), Letters.ofBytes(3, 1), failure));

        assertThat(texts).containsEntry("__streams.errors.exception", "java.lang.IllegalStateException");
        assertThat(texts.get("__streams.errors.stacktrace"))
                .startsWith("java.lang.IllegalStateException\n\tat ")
                .contains("LetterHeadersTest");
        assertThat(texts.values()).noneMatch(text -> text.contains("Frank") || text.contains("frank@"));
    }

    @Test
    void shouldNotPassOnWhatAnAnswerGaveForACode() {
        ApplicationDeadLetter letter = ApplicationDeadLetter.newBuilder(Letters.ofBytes(3, 1))
                .setCode("Frank Doe has applied")
                .setIntentId("i".repeat(1_000))
                .build();

        Map<String, String> texts = texts(LetterHeaders.add(new RecordHeaders(), letter, null));

        assertThat(texts).containsEntry("courier.code", "UNKNOWN");
        assertThat(texts.get("courier.intent")).hasSize(255);
        assertThat(texts.values()).noneMatch(text -> text.contains("Frank"));
    }

    @Test
    void shouldHaveTheNamesOfKafkaStreams() {
        assertThat(Arrays.stream(LetterHeader.values()).map(LetterHeader::text).limit(6))
                .containsExactly(
                        ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME);
    }

    @Test
    void shouldBeInTheOperatorsDocument() throws IOException {
        StringBuilder table = new StringBuilder("| header | value |\n|---|---|\n");
        for (LetterHeader header : LetterHeader.values()) {
            table.append("| `%s` | %s |%n".formatted(header.text(), header.meaning()));
        }

        assertThat(Files.readString(Path.of("docs", "operations.md")))
                .as("the table of headers, as LetterHeader has it")
                .contains(table);
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
