package courier.submission.attachment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3LocationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://cvs/a.pdf                        | a.pdf",
                "s3://cvs/2026/11/a.pdf                | 2026/11/a.pdf",
                "s3://cvs/a%20b+c.pdf                  | a b+c.pdf",
                "s3://cvs/100%25.pdf                   | 100%.pdf",
                "s3://cvs/%2541                        | %41",
                "s3://cvs/what%3F%23                   | what?#",
                "s3://cvs/%C3%A4%E2%82%AC.pdf          | ä€.pdf",
                "s3://cvs/ä.pdf                        | ä.pdf",
                "s3://cvs/A%CC%88.pdf                  | A\u0308.pdf",
                "s3://cvs//a//b/                       | /a//b/",
                "s3://cvs/a/../b/./c..d                | a/../b/./c..d",
                "S3://my_bucket.eu/a                   | a"
            })
    void shouldTakeTheKeyAsItIsMeant(String uri, String key) {
        assertThat(of(uri).key()).isEqualTo(key);
    }

    @Test
    void shouldNameBucketAndVersion() {
        S3Location location = of("s3://my_bucket.eu/a?versionId=3%2FL4kqtJ+lc");

        assertThat(location.bucket()).isEqualTo("my_bucket.eu");
        assertThat(location.versionId()).isEqualTo("3/L4kqtJ+lc");
        assertThat(of("s3://b/a").versionId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:///a",
                "s3://cvs",
                "s3://cvs/",
                "s3:cvs/a",
                "s3://key:secret@cvs/a",
                "s3://cvs:443/a",
                "s3://cvs%2Fother/a",
                "s3://cvs/a#b",
                "s3://cvs/a?",
                "s3://cvs/a?X-Amz-Signature=1",
                "s3://cvs/a?versionId=",
                "s3://cvs/%ff",
                "s3://cvs/%C3"
            })
    void shouldTakeNothingElse(String uri) {
        assertThat(S3Location.of(URI.create(uri))).isNull();
    }

    @Test
    void shouldTakeKeysOfAtMost1024Bytes() {
        assertThat(S3Location.of(URI.create("s3://cvs/" + "%C3%A4".repeat(512))))
                .isNotNull();
        assertThat(S3Location.of(URI.create("s3://cvs/" + "%C3%A4".repeat(512) + "a")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://cvs/a..b/c.,      false",
        "s3://cvs/a/...,        false",
        "s3://cvs/a/../b,       true",
        "s3://cvs/a/%2e%2e/b,   true",
        "s3://cvs/..,           true",
        "s3://cvs/./a,          true",
        "s3://cvs/a/.,          true"
    })
    void shouldKnowSegmentsThatMayBeResolvedOnTheWay(String uri, boolean dots) {
        assertThat(of(uri).hasDotSegment()).isEqualTo(dots);
    }

    @Test
    void shouldNotShowTheKey() {
        assertThat(of("s3://cvs/anna-keller.pdf?versionId=1")).hasToString("s3://cvs");
    }

    private static S3Location of(String uri) {
        return Objects.requireNonNull(S3Location.of(URI.create(uri)));
    }
}
