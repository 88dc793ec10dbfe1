package courier.submission.attachment.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileTypesTest {

    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "255044462d312e37, cv.pdf, application/pdf",
                "255044462d312e37, cv, application/pdf",
                "255044462d312e37, cv.docx, application/pdf",
                "ffd8ffe000104a464946, photo, image/jpeg",
                "89504e470d0a1a0a0000000d49484452, photo, image/png",
                "7b5c727466310a, cv, application/rtf",
                "d0cf11e0a1b11ae10000, cv.doc, application/msword",
                "d0cf11e0a1b11ae10000, cv, -",
                "504b0304, cv.zip, application/zip",
                "4d5a90000300, cv.pdf, application/x-msdownload",
                "68656c6c6f20776f726c64, cv, text/plain",
                "'', cv.odt, application/vnd.oasis.opendocument.text",
                "'', cv, -"
            })
    void shouldTellATypeByTheFirstBytesAndTheName(String hex, String name, @Nullable String expected) {
        assertThat(FileTypes.detect(HexFormat.of().parseHex(hex), name)).isEqualTo(expected);
    }

    @Test
    void shouldTellAWordDocumentFromAnyOtherZipFile() throws IOException {
        byte[] docx = zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
        byte[] sheet = zip("[Content_Types].xml", "xl/workbook.xml");
        byte[] plain = zip("readme.txt");

        assertThat(FileTypes.detect(docx, "cv.docx")).isEqualTo(DOCX);
        assertThat(FileTypes.detect(docx, "cv")).isEqualTo(DOCX);
        assertThat(FileTypes.detect(docx, "cv.pdf")).isEqualTo(DOCX);
        assertThat(FileTypes.detect(sheet, "cv"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(FileTypes.detect(plain, "cv")).isEqualTo("application/zip");
    }

    @Test
    void shouldNotKnowNoiseNorWhatKomboDoesNotAccept() {
        byte[] noise = new byte[FileTypes.PREFIX_BYTES];
        new Random(3).nextBytes(noise);
        byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8);

        assertThat(FileTypes.detect(noise, "cv")).isNull();
        assertThat(FileTypes.detect(svg, "logo")).as("a + in it").isNull();
    }

    @Test
    void shouldNotReadWhatADocumentTypeDeclarationPointsTo() {
        byte[] xml = ("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">"
                        + "<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;]><html>&e;</html>")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(FileTypes.detect(xml, "cv")).isIn("application/xml", "text/html", "text/plain");
    }

    @Test
    void shouldKnowATypeUnderItsOtherNames() {
        assertThat(FileTypes.same("application/x-pdf", "application/pdf")).isTrue();
        assertThat(FileTypes.same("Application/PDF", "application/pdf")).isTrue();
        assertThat(FileTypes.same("application/msword", "application/pdf")).isFalse();
        assertThat(List.of("application/pdf", DOCX, "text/plain"))
                .extracting(FileTypes::extensionOf)
                .containsExactly(".pdf", ".docx", ".txt");
    }

    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(new byte[300]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
