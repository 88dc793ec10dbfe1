package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplicationsPageTest {

    private static final Set<String> ADA = Set.of("ada@example.com");

    private static ApplicationsPage read(String json) throws IOException {
        return Objects.requireNonNull(tryToRead(json));
    }

    private static @Nullable ApplicationsPage tryToRead(String json) throws IOException {
        return ApplicationsPage.read(ResponseBody.create(json, MediaType.get("application/json")), ADA);
    }

    private static String page(String... applications) {
        return "{\"status\":\"success\",\"data\":{\"next\":null,\"results\":[" + String.join(",", applications) + "]}}";
    }

    private static String application(String id, String more, String... emails) {
        StringBuilder addresses = new StringBuilder();
        for (String email : emails) {
            addresses
                    .append(addresses.isEmpty() ? "" : ",")
                    .append("{\"email_address\":")
                    .append(email)
                    .append("}");
        }
        return "{\"id\":\"" + id + "\"," + more + "\"candidate\":{\"id\":\"c\",\"email_addresses\":[" + addresses
                + "],\"tags\":[{\"id\":\"t\"}]}}";
    }

    @Test
    void shouldKeepTheApplicationsOfTheWantedAddressesAlone() throws IOException {
        ApplicationsPage page = read(page(
                application("other", "", "\"bob@example.com\""),
                application("none", ""),
                application("hers", "", "null", "\"x@y.z\"", "\"ADA@example.com\""),
                "{\"id\":\"bare\"}"));

        assertThat(page.applications()).extracting(it -> it.application().id()).containsExactly("hers");
        assertThat(page.next()).isNull();
    }

    @Test
    void shouldGoByTheJobThatTheApplicationNames() throws IOException {
        ApplicationsPage page = read(page(
                application("a", "\"job_id\":\"j\",", "\"ada@example.com\""),
                application("b", "\"job\":{\"id\":\"j\",\"remote_id\":\"r\",\"name\":{}},", "\"ada@example.com\""),
                application("c", "\"job_id\":null,\"job\":null,", "\"ada@example.com\"")));

        Wanted byId = new Wanted("i", "j", ADA, Instant.EPOCH);
        Wanted byRemoteId = new Wanted("i", "remote:r", ADA, Instant.EPOCH);
        assertThat(page.applications()).extracting(entry -> entry.isOf(byId)).containsExactly(true, true, false);
        assertThat(page.applications())
                .extracting(entry -> entry.isOf(byRemoteId))
                .containsExactly(false, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-04T10:00:00.000Z, 2026-03-04T10:00:00Z",
                "2026-03-04T10:00:00+02:00, 2026-03-04T08:00:00Z",
                // of a zone that is not known: the earliest there is
                "2026-03-04T10:00:00, 2026-03-03T20:00:00Z",
                "2026-03-04, 2026-03-03T10:00:00Z",
                "yesterday, -",
                "2026-13-04, -",
                "'', -"
            })
    void shouldTakeATimeForTheEarliestItCanMean(String text, Instant earliest) throws IOException {
        ApplicationsPage page =
                read(page(application("a", "\"remote_created_at\":\"" + text + "\",", "\"ada@example.com\"")));

        assertThat(page.applications())
                .singleElement()
                .extracting(ApplicationsPage.Entry::createdAtTheEarliest)
                .isEqualTo(earliest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"status\":\"error\",\"data\":{\"next\":null,\"results\":[]}}",
                "{\"status\":\"success\",\"data\":null}",
                "{\"status\":\"success\",\"data\":{\"next\":null}}",
                "{\"status\":\"success\",\"data\":{\"results\":[]}}",
                "{\"status\":\"success\",\"data\":{\"next\":7,\"results\":[]}}",
                "{\"status\":\"success\",\"data\":{\"next\":null,\"results\":{}}}",
                "{\"status\":\"success\",\"data\":{\"next\":null,\"results\":[7]}}",
                "{\"status\":\"success\",\"data\":{\"next\":null,\"results\":[]}"
            })
    void shouldNotTakeAnythingElseForAnEmptyPage(String json) throws IOException {
        assertThat(tryToRead(json)).isNull();
    }

    /** What is beyond the bound may be the one that is looked for, so nothing is said at all. */
    @Test
    void shouldNotReadAPageWithoutAnEnd() throws IOException {
        Buffer endless = new Buffer().writeUtf8("{\"status\":\"success\",\"data\":{\"next\":null,\"results\":[");
        String filler = application("x", "\"remote_data\":\"" + "y".repeat(100_000) + "\",") + ",";
        while (endless.size() <= ApplicationsPage.MAX_BYTES) {
            endless.writeUtf8(filler);
        }

        assertThat(ApplicationsPage.read(ResponseBody.create(endless, null, -1), ADA))
                .isNull();
    }
}
