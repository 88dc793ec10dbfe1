package courier.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestTest {

    @Test
    void shouldDecodeEachPartByItself() {
        assertThat(Request.of("/applications/a%2Fb%3Ac/d+e%25", "x=%26&y=1&y=2", true))
                .isEqualTo(new Request(List.of("applications", "a/b:c", "d+e%"), Map.of("x", "&", "y", "2"), true));
    }

    @Test
    void shouldTellTheRootFromAnEmptyName() {
        assertThat(Request.of("/", null, false).path()).isEmpty();
        assertThat(Request.of("", null, false).path()).isEmpty();
        assertThat(Request.of("/status/", "", false).path()).containsExactly("status", "");
    }

    @Test
    void shouldRefuseWhatIsNoEncoding() {
        assertThatThrownBy(() -> Request.of("/%", null, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Request.of("/a", "%g0", false)).isInstanceOf(IllegalArgumentException.class);
    }
}
