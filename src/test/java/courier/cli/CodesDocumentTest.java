package courier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Settings;
import courier.event.CodeBook;
import courier.event.CodeBook.Entry;
import courier.event.CodeBook.Kind;
import courier.event.Unreadable;
import courier.ledger.Codes;
import courier.outcome.Notice;
import courier.submission.VerdictSettings;
import courier.submission.attachment.Attachments;
import courier.submission.verdict.Row;
import courier.testing.Generated;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesDocumentTest {

    private static final Path COMMITTED = Path.of("docs", "codes.md");

    @Test
    void shouldBeCommittedAsTheCodesSay() {
        Generated.compare(COMMITTED, CodesDocument.text(), CodesDocumentTest.class);
    }

    /** A new code must be explained before it can be given out. */
    @Test
    void shouldExplainEveryCodeThereIs() {
        Set<String> given =
                new TreeSet<>(List.of(Notice.KOMBO_WARNING, Attachments.LEFT_OUT, Attachments.TYPE_UNKNOWN));
        given.addAll(Codes.ALL);
        Arrays.stream(Unreadable.Reason.values()).map(Unreadable.Reason::code).forEach(given::add);
        verdicts().filter(CodesDocument::endsByItself).map(Row::code).forEach(given::add);

        assertThat(CodeBook.all()).extracting(Entry::code).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void shouldSayOfEachWhatToDo() {
        assertThat(CodeBook.all()).allSatisfy(entry -> {
            assertThat(entry.advice()).as(entry.code()).endsWith(".");
            if (entry.kind() != Kind.REJECTED) {
                assertThat(entry.meaning()).as(entry.code()).endsWith(".");
            }
            if (entry.kind() == Kind.DEAD_LETTER) {
                assertThat(entry.inDoubt()).as(entry.code()).isNotBlank();
                assertThat(entry.action()).as(entry.code()).isNotBlank();
            }
        });
    }

    @Test
    void shouldHaveEveryCodeInTheDocument() {
        Set<String> codes = Stream.concat(
                        CodeBook.all().stream().map(Entry::code), verdicts().map(Row::code))
                .collect(Collectors.toSet());

        assertThat(codes)
                .hasSizeGreaterThan(70)
                .allSatisfy(code -> assertThat(CodesDocument.text()).containsOnlyOnce("\n| `" + code + "` |"));
    }

    private static Stream<Row> verdicts() {
        return VerdictSettings.verdicts(new Settings.Verdicts(Map.of())).table().stream();
    }
}
