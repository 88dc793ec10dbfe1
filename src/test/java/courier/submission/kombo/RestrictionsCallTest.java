package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.restriction.Restrictions.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ATS takes of attachments, asked of the stand-in over HTTP. */
final class RestrictionsCallTest {

    private static final String KEY = "the-key";

    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(KEY));

    @AfterEach
    void stop() {
        kombo.close();
    }

    @Test
    void shouldLearnWhatAnAtsTakes() throws IOException {
        tell("""
                {"total_size_bytes": 20000000, "types": {
                  "CV": {"is_supported": true, "min_amount": 1, "max_amount": 1.0, "max_file_size_bytes": 1e7,
                         "accepted_mime_types": ["application/pdf", "application/msword"]},
                  "COVER_LETTER": {"is_supported": true, "min_amount": 0, "max_amount": null,
                                   "max_file_size_bytes": null, "accepted_mime_types": null},
                  "OTHER": {"is_supported": false}}}""");

        try (KomboClient client = Calls.client(kombo.baseUrl())) {
            assertThat(client.restrictions(Calls.INTEGRATION))
                    .contains(new Restrictions(
                            20_000_000L,
                            Map.of(
                                    "CV",
                                    new Kind(
                                            true,
                                            1L,
                                            1L,
                                            10_000_000L,
                                            List.of("application/pdf", "application/msword")),
                                    "COVER_LETTER",
                                    new Kind(true, 0L, null, null, null),
                                    "OTHER",
                                    new Kind(false, null, null, null, null))));
            assertThat(client.restrictions("workday:another"))
                    .as("of which Kombo knows nothing")
                    .contains(Restrictions.NONE);
        }
        assertThat(kombo.restricting().asked()).isEqualTo(2);
        assertThat(kombo.journal().posts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{}",
                "{\"types\": [], \"total_size_bytes\": \"many\"}",
                "{\"types\": {\"CV\": 7, \"SOMETHING\": {\"is_supported\": false}}, \"total_size_bytes\": -1}",
                "{\"types\": {\"CV\": null}, \"total_size_bytes\": 1e300}"
            })
    void shouldTakeNoRestrictionFromWhatItDoesNotUnderstand(String odd) throws IOException {
        tell(odd);

        try (KomboClient client = Calls.client(kombo.baseUrl())) {
            assertThat(client.restrictions(Calls.INTEGRATION)).contains(Restrictions.NONE);
        }
    }

    @Test
    void shouldTakeWhatItUnderstandsOfOneType() throws IOException {
        tell("""
                {"types": {"CV": {"is_supported": "perhaps", "max_amount": 2, "min_amount": "1",
                  "accepted_mime_types": ["application/pdf", ".docx"]}}}""");

        try (KomboClient client = Calls.client(kombo.baseUrl())) {
            assertThat(client.restrictions(Calls.INTEGRATION))
                    .contains(new Restrictions(null, Map.of("CV", new Kind(true, null, 2L, null, null))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"status\":",
                "HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{\"status\":\"error\",\"data\":{}} ",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void shouldLearnNothingFromAFailure(String answer) throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    boolean _ = connection.readRequest();
                    connection.write(answer);
                    connection.close();
                });
                KomboClient client = Calls.client(server.baseUrl())) {
            assertThat(client.restrictions(Calls.INTEGRATION)).isEmpty();
        }
    }

    @Test
    void shouldLearnNothingWhereNobodyListens() {
        try (KomboClient client = Calls.hasty("http://127.0.0.1:1/v1")) {
            assertThat(client.restrictions(Calls.INTEGRATION)).isEmpty();
            assertThat(client.restrictions("no\nheader")).isEmpty();
        }
    }

    private void tell(String restrictions) throws IOException {
        kombo.restricting().of(Calls.INTEGRATION, new ObjectMapper().readTree(restrictions));
    }
}
