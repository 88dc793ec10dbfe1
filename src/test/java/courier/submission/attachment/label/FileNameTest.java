package courier.submission.attachment.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNameTest {

    private static final String PDF = "application/pdf";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cv.pdf",
                "Lebenslauf Zoë Müller (2026).PDF",
                "履歴書.docx",
                "CV, J. Doe - v2.1.odt",
                "رزومه\u200cمن.pdf",
                "👩\u200d💻 portfolio.zip",
                "cv.tar.gz",
                "photo.JPEG",
                "it's \"mine\"_.txt"
            })
    void shouldLeaveAGoodNameAsItIs(String name) {
        String good = name.replace("\"", "");

        assertThat(FileName.of(good, PDF, "CV")).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "CV, application/pdf, CV.pdf",
                "Dr.Smith, application/pdf, Dr.Smith.pdf",
                "cv.final, application/msword, cv.final.doc",
                "cv.2026, text/plain, cv.2026.txt",
                "CV J. Doe, application/vnd.openxmlformats-officedocument.wordprocessingml.document, CV J. Doe.docx",
                "CV, application/octet-stream, CV",
                "CV, application/x-nobody-knows, CV",
                "CV, -, CV",
                "cv.docx, application/pdf, cv.docx"
            })
    void shouldGiveAnExtensionToANameThatHasNone(String name, @Nullable String type, String expected) {
        assertThat(FileName.of(name, type, "CV")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CV, CV.pdf",
        "COVER_LETTER, Cover letter.pdf",
        "OTHER, Attachment.pdf",
    })
    void shouldNameAFileByWhatItIsWhereItsNameHasNothingInIt(String kind, String expected) {
        for (String empty : new String[] {"", "  ", "...", "\u202e\u0000", "\u00a0.\u2003"}) {
            assertThat(FileName.of(empty, PDF, kind)).isEqualTo(expected);
        }
        assertThat(FileName.of("", null, null)).isEqualTo("Attachment");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "../../etc/passwd.pdf, _.._etc_passwd.pdf",
                "C:\\Users\\jane\\cv.pdf, C__Users_jane_cv.pdf",
                "a<b>c:d\"e|f?g*h.pdf, a_b_c_d_e_f_g_h.pdf",
                "cv\\u202efdp.exe, cvfdp.exe",
                "a\\u0000b\\u0007c\\u007fd.pdf, abcd.pdf",
                "a\\u000ab\\u2028c.pdf, a b c.pdf",
                ".htaccess.pdf, htaccess.pdf",
                "cv.pdf. , cv.pdf",
                "con.pdf, _con.pdf",
                "LPT1, _LPT1.pdf",
                "Zoe\\u0308.pdf, Zo\\u00eb.pdf",
                "cv\\ud83d.pdf, cv.pdf",
                "\\ufeffcv\\u200b.pdf, cv.pdf"
            })
    void shouldTakeOutWhatIsNotSafe(String written, String expected) {
        assertThat(FileName.of(unescaped(written), PDF, "CV")).isEqualTo(unescaped(expected));
    }

    @ParameterizedTest
    @CsvSource({"a, 196", "ä, 98", "語, 65", "😀, 49"})
    void shouldShortenALongNameBetweenCharactersAndKeepItsExtension(String character, int kept) {
        assertThat(FileName.of(character.repeat(300) + ".pdf", null, "CV")).isEqualTo(character.repeat(kept) + ".pdf");
        assertThat(FileName.of(character.repeat(300), PDF, "CV")).isEqualTo(character.repeat(kept) + ".pdf");
    }

    @Property(tries = 300)
    void shouldMakeAnyNameSafeAndThenLeaveItAlone(@ForAll String name) {
        String safe = FileName.of(name, PDF, "CV");

        assertThat(safe).isNotBlank().doesNotContainPattern("[\\p{Cc}/\\\\<>:\"|?*\\u202a-\\u202e\\u2066-\\u2069]");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(FileName.MAX_BYTES);
        assertThat(safe).doesNotStartWith(".").isEqualTo(Normalizer.normalize(safe, Normalizer.Form.NFC));
        assertThat(FileName.extensionIn(safe)).isNotEmpty();
        assertThat(FileName.of(safe, PDF, "CV")).isEqualTo(safe);
    }

    /** So that the characters can be told apart in this file. */
    private static String unescaped(String text) {
        return java.util.regex.Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(match -> {
                    String character = String.valueOf((char) Integer.parseInt(match.group(1), 16));
                    return java.util.regex.Matcher.quoteReplacement(character);
                });
    }
}
