package courier.submission.attachment.store;

import static org.assertj.core.api.Assertions.assertThat;

import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore.Opening;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileBlobsTest {

    @TempDir
    private Path folder;

    private Path root;
    private FileBlobs blobs;

    @BeforeEach
    void secretBesideTheRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("secret"), "not yours");
        Files.createDirectory(folder.resolve("root-of-another"));
        Files.writeString(folder.resolve("root-of-another/cv"), "not yours either");
        Files.writeString(root.resolve("cv.pdf"), "a CV");
        blobs = new FileBlobs(List.of(root));
    }

    @Test
    void shouldOpenAFileWithItsSize() throws IOException {
        try (Opening.Opened opened =
                (Opening.Opened) open(root.resolve("cv.pdf").toUri())) {
            assertThat(opened.sizeBytes()).isEqualTo(4);
            assertThat(opened.stream().readAllBytes()).isEqualTo("a CV".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldOpenAFileWhoseNameNeedsEncoding() throws IOException {
        Path odd = Files.writeString(root.resolve("Lebenslauf ä%2F#1?.pdf"), "x");

        try (Opening.Opened opened = (Opening.Opened) open(odd.toUri())) {
            assertThat(opened.sizeBytes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "%2e%2e/secret",
                "sub/../../secret",
                "../root-of-another/cv",
                "../root-of-another/no-such-file",
                "",
                ".",
                "..",
                "cv.pdf?x=1",
                "cv.pdf#x",
                "cv.pdf%00"
            })
    void shouldRefuseWhatIsNoFileBelowARoot(String path) {
        assertThat(open(URI.create("file://" + root + "/" + path))).isInstanceOf(Opening.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:relative", "file://elsewhere/cv.pdf", "file://user@elsewhere:1/x", "file:///"})
    void shouldRefuseWhatIsNotOnThisMachineOrNotAbsolute(String uri) {
        assertThat(open(URI.create(uri))).isInstanceOf(Opening.Refused.class);
    }

    @Test
    void shouldRefuseALinkThatLeadsOut() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("folder"), folder);

        assertThat(open(root.resolve("link").toUri())).isInstanceOf(Opening.Refused.class);
        assertThat(open(URI.create("file://" + root + "/folder/secret"))).isInstanceOf(Opening.Refused.class);
    }

    @Test
    void shouldFollowALinkThatStaysInside() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), root.resolve("cv.pdf"));

        try (Opening.Opened opened = (Opening.Opened) open(root.resolve("link").toUri())) {
            assertThat(opened.sizeBytes()).isEqualTo(4);
        }
    }

    @Test
    void shouldServeARootThatIsItselfALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link-to-root"), root);
        blobs = new FileBlobs(List.of(link));

        try (Opening.Opened opened = (Opening.Opened) open(URI.create("file://" + link + "/cv.pdf"))) {
            assertThat(opened.sizeBytes()).isEqualTo(4);
        }
    }

    @Test
    void shouldRefuseAFolder() throws IOException {
        Files.createDirectory(root.resolve("sub"));

        assertThat(open(root.resolve("sub").toUri())).isInstanceOf(Opening.Refused.class);
    }

    @Test
    void shouldMissAFileThatIsNotThere() {
        assertThat(open(root.resolve("no-such-file").toUri())).isInstanceOf(Opening.Missing.class);
        assertThat(open(root.resolve("cv.pdf/within-a-file").toUri()))
                .isInstanceOfAny(Opening.Missing.class, Opening.Unavailable.class);
    }

    @Test
    void shouldTakeAMissingRootForAStoreThatIsDown() {
        Path unmounted = folder.resolve("not-mounted");
        blobs = new FileBlobs(List.of(unmounted));

        assertThat(open(unmounted.resolve("cv.pdf").toUri())).isInstanceOf(Opening.Unavailable.class);
    }

    @Test
    void shouldRefuseEverythingWithoutRoots() {
        blobs = new FileBlobs(List.of());

        assertThat(open(root.resolve("cv.pdf").toUri())).isInstanceOf(Opening.Refused.class);
    }

    private Opening open(URI uri) {
        return blobs.open(new BlobReference(uri, null, null, null));
    }
}
