package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.StandInSettings;
import courier.sandbox.kombo.behaviour.ErrorCode;
import courier.sandbox.kombo.behaviour.SearchManner;
import courier.submission.verdict.History;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Verdicts;
import courier.testing.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for an application, asked of the stand-in over HTTP. */
final class ApplicationSearchTest {

    private static final String KEY = "the-key";
    private static final Set<String> ADA = Set.of("ada@example.com");

    private final ManualTime time = new ManualTime();
    private final KomboStandIn kombo = KomboStandIn.start(StandInSettings.with(KEY), time);
    private final KomboClient client = Calls.client(kombo.baseUrl());
    private final List<Reply> replies = new ArrayList<>();
    private int pagesLeft = Integer.MAX_VALUE;

    @AfterEach
    void stop() {
        client.close();
        kombo.close();
    }

    private void apply(String job, String... emails) {
        for (String email : emails) {
            String candidate =
                    "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"B\",\"email_address\":\"" + email + "\"}}";
            Reply reply = client.call(Calls.INTEGRATION, job, Calls.application(candidate))
                    .orElseThrow()
                    .execute();
            assertThat(Calls.verdict(reply)).startsWith("Settle");
        }
    }

    private Wanted wanted(String job, Instant since) {
        return new Wanted(Calls.INTEGRATION, job, ADA, since);
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.wallMillis());
    }

    private Lookup search(KomboClient asking, Wanted wanted) {
        return asking.search(wanted, new ApplicationSearch.Pages() {
            @Override
            public boolean next() {
                return pagesLeft-- > 0;
            }

            @Override
            public @Nullable Cause ended(Reply reply) {
                replies.add(reply);
                return Verdicts.STANDARD.of(reply, History.CLEAN).cause();
            }
        });
    }

    private Lookup search(Wanted wanted) {
        return search(client, wanted);
    }

    private static String failure(Lookup lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Failed.class);
        return ((Lookup.Failed) lookup).cause().code();
    }

    @Test
    void shouldFindWhatTheCandidateHasSentToTheJob() {
        apply("job-1", "other@example.com", "ada@example.com");
        apply("job-2", "ada@example.com");

        Lookup found = search(wanted("job-1", now()));

        assertThat(found).isInstanceOfSatisfying(Lookup.Found.class, it -> {
            assertThat(it.matches()).isEqualTo(1);
            assertThat(it.application().id())
                    .isEqualTo(kombo.journal().posts().get(1).applicationId());
            assertThat(it.application().jobId()).isEqualTo("job-1");
            assertThat(it.application().remoteCreatedAt()).isEqualTo(now().toString());
        });
        assertThat(search(wanted("job-3", now()))).isEqualTo(new Lookup.Missing());
    }

    @Test
    void shouldCompareAddressesWithoutRegardToTheirLetters() {
        apply("job-1", "ADA@example.com");

        assertThat(search(wanted("job-1", now()))).isInstanceOf(Lookup.Found.class);
        assertThat(Wanted.address(" ADA@example.COM ")).isEqualTo("ada@example.com");
    }

    @Test
    void shouldKnowEveryAddressOfACandidate() throws IOException {
        String candidate = """
                {"email_address": "Ada@example.com",
                 "additional_email_addresses": [{"type": "WORK", "email_address": "ada@work.example"}, {"type": "X"}]}""";

        assertThat(Wanted.addresses(new ObjectMapper().readTree(candidate)))
                .containsExactlyInAnyOrder("ada@example.com", "ada@work.example");
        assertThat(Wanted.addresses(new ObjectMapper().readTree("{}"))).isEmpty();
    }

    @Test
    void shouldPassOverWhatWasCreatedBefore() {
        apply("job-1", "ada@example.com");
        Instant then = now();
        time.advance(Duration.ofSeconds(10));

        assertThat(search(wanted("job-1", then.plusMillis(1)))).isEqualTo(new Lookup.Missing());
        assertThat(search(wanted("job-1", then))).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void shouldCountWhatFitsAndNameTheFirst() {
        apply("job-1", "ada@example.com");
        time.advance(Duration.ofSeconds(1));
        apply("job-1", "ada@example.com");

        Lookup found = search(wanted("job-1", now().minusSeconds(5)));

        assertThat(found).isInstanceOfSatisfying(Lookup.Found.class, it -> {
            assertThat(it.matches()).isEqualTo(2);
            assertThat(it.application().id())
                    .isEqualTo(kombo.journal().posts().getFirst().applicationId());
        });
    }

    @Test
    void shouldFindARemoteJobByItsOwnId() {
        apply("remote:Stelle 7/Köln?", "ada@example.com");

        assertThat(search(wanted("remote:Stelle 7/Köln?", now()))).isInstanceOf(Lookup.Found.class);
        assertThat(search(wanted("Stelle 7/Köln?", now()))).isEqualTo(new Lookup.Missing());
    }

    /** The list would be one of two jobs. */
    @Test
    void shouldNotAskForAJobThatAListCannotName() {
        assertThat(failure(search(wanted("remote:a,b", now())))).isEqualTo("JOB_NOT_SEARCHABLE");
        assertThat(kombo.searching().asked()).isZero();
    }

    @Test
    void shouldGoThroughAllPages() {
        kombo.searching().behave(SearchManner.WELL.paging(2));
        apply("job-1", "a@x.org", "b@x.org", "c@x.org", "d@x.org", "ada@example.com");

        assertThat(search(wanted("job-1", now()))).isInstanceOf(Lookup.Found.class);

        assertThat(kombo.searching().asked()).isEqualTo(3);
        assertThat(replies).as("each is told to the pace").hasSize(3);
    }

    @Test
    void shouldNotTakeWhatItWasNotAllowedToAskForAsMissing() {
        kombo.searching().behave(SearchManner.WELL.paging(2));
        apply("job-1", "a@x.org", "b@x.org", "c@x.org");
        pagesLeft = 1;

        assertThat(failure(search(wanted("job-1", now())))).isEqualTo("SEARCH_GIVEN_UP");
        assertThat(kombo.searching().asked()).isEqualTo(1);
    }

    @Test
    void shouldConfirmNothingByAnApplicationWithoutADate() {
        kombo.searching().behave(SearchManner.WELL.undated());
        apply("job-1", "ada@example.com");

        assertThat(search(wanted("job-1", now()))).isEqualTo(new Lookup.Missing());
    }

    @Test
    void shouldNotFindYetWhatKomboDoesNotShowYet() {
        kombo.searching().behave(SearchManner.WELL.lagging(Duration.ofSeconds(30)));
        apply("job-1", "ada@example.com");
        Instant then = now();

        assertThat(search(wanted("job-1", then))).isEqualTo(new Lookup.Missing());
        time.advance(Duration.ofSeconds(30));
        assertThat(search(wanted("job-1", then))).isInstanceOf(Lookup.Found.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"KEY_INVALID", "REMOTE_UNAVAILABLE", "UNKNOWN_ERROR", "RATE_LIMIT_EXCEEDED", "INACTIVE"})
    void shouldSayWhyKomboDidNotAnswer(ErrorCode code) {
        apply("job-1", "ada@example.com");
        kombo.searching().behave(SearchManner.WELL.refusing(code));

        assertThat(failure(search(wanted("job-1", now())))).isEqualTo(code.text());
    }

    @Test
    void shouldHeedTheWindowOfTheKey() {
        kombo.limits().rate(1, Duration.ofMinutes(1));

        assertThat(search(wanted("job-1", now()))).isEqualTo(new Lookup.Missing());
        assertThat(failure(search(wanted("job-1", now())))).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED.text());
        assertThat(replies).first().isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.hints().rateLimit()).isEqualTo(1);
            assertThat(answer.hints().rateRemaining()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"status\":",
                "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{\"status\":\"success\",\"data\":[]}",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void shouldNotTakeAFailureForAnAnswer(String answer) throws IOException {
        try (RawServer server = RawServer.of(connection -> {
                    String _ = connection.readHead();
                    connection.write(answer);
                    connection.close();
                });
                KomboClient other = Calls.client(server.baseUrl())) {
            assertThat(search(other, wanted("job-1", now()))).isInstanceOf(Lookup.Failed.class);
        }
    }

    @Test
    void shouldNotTakeSilenceForAnAnswer() {
        try (KomboClient nobody = Calls.hasty("http://127.0.0.1:1/v1")) {
            assertThat(search(nobody, wanted("job-1", now()))).isInstanceOf(Lookup.Failed.class);
        }
        assertThat(replies).hasSize(1).first().isInstanceOf(Reply.Failure.class);
    }

    /** A cursor that never ends is a fault of the server's. */
    @Test
    void shouldGiveUpAListWithoutAnEnd() throws IOException {
        String page = "{\"status\":\"success\",\"data\":{\"next\":\"more\",\"results\":[]}}";
        try (RawServer server = RawServer.of(connection -> {
                    while (!connection.readHead().isEmpty()) {
                        connection.write(Calls.http("200 OK", "", page));
                    }
                });
                KomboClient other = Calls.client(server.baseUrl())) {
            assertThat(failure(search(other, wanted("job-1", now())))).isEqualTo("TOO_MANY_APPLICATIONS");
        }
        assertThat(replies).hasSize(ApplicationSearch.PAGES_MAX);
    }

    @Test
    void shouldShowNobodysAddress() {
        assertThat(wanted("job-1", now()).toString()).doesNotContain("ada");
    }
}
