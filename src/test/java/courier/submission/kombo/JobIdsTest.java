package courier.submission.kombo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.admission.Admission;
import courier.intent.Identity;
import courier.intent.Intent;
import courier.intent.RoundTrips;
import courier.sandbox.kombo.KomboStandIn;
import courier.sandbox.kombo.Post;
import courier.sandbox.kombo.StandInSettings;
import courier.testing.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Job ids of any characters as a server of another make reads them, over HTTP/1.1 and HTTP/2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class JobIdsTest {

    private static final List<String> PIECES = List.of(
            "/", "//", "%2F", "%", "%zz", "?", "#", ".", "..", "/../", "./", ";", "=", "&", "+", " ", "\\", ":", "@",
            "é", "e\u0301", "李", "ش", "😀", "👩‍🚀", "\u202e", "\ufeff", "a", "Z", "7", "-", "_", "~", "'", "\"", "<",
            "[", "{", "|", "^", "`");

    private final Admission admission = new Admission(TestSettings.of(Map.of()).attachments());
    private KomboStandIn kombo;
    private KomboClient http1;
    private KomboClient http2;

    @BeforeAll
    void start() {
        kombo = KomboStandIn.start(StandInSettings.with("the-key"));
        http1 = Calls.client(kombo.baseUrl());
        UnaryOperator<OkHttpClient.Builder> plain =
                transport -> transport.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        http2 = Calls.client(kombo.baseUrl(), Calls.PATIENT, plain);
    }

    @AfterAll
    void stop() {
        http1.close();
        http2.close();
        kombo.close();
    }

    static Stream<String> jobs() {
        Stream<String> known = Stream.of(
                "H9sgLJmkJcYE4jYk7xQ5R8fr",
                "remote:..",
                "remote:.",
                "remote:/",
                "remote:a/b",
                "remote:a%2Fb",
                "remote:a%252Fb",
                "remote:a?b=c#d",
                "remote:../../candidates",
                "remote:Stelle 7/Köln?",
                "remote:remote:1",
                "remote:+",
                "remote:%",
                "remote:%00",
                "remote:👩‍🚀",
                "%2e%2e",
                "...",
                "a/../b");
        Stream<String> any = IntStream.range(0, 100).mapToObj(JobIdsTest::any);
        return Stream.concat(known, any);
    }

    private static String any(int seed) {
        Random random = new Random(seed);
        StringBuilder id = new StringBuilder("remote:");
        for (int i = random.nextInt(12); i >= 0; i--) {
            id.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return id.append(random.nextInt(10)).toString();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void shouldReachTheJobAsOneSegment(String job) {
        assertThat(admission.check(intent(job), job.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        for (KomboClient client : List.of(http1, http2)) {
            int before = kombo.journal().posts().size();

            String verdict = Calls.verdict(client.call(Calls.INTEGRATION, job, Calls.application(application()))
                    .orElseThrow()
                    .execute());

            assertThat(verdict).isEqualTo("Settle - DELIVERED");
            assertThat(kombo.journal().posts()).hasSize(before + 1);
            Post post = kombo.journal().posts().getLast();
            assertThat(post.job()).isEqualTo(job);
            assertThat(post.protocol()).isEqualTo(client == http1 ? "HTTP/1.1" : "HTTP/2.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "remote:", "remote: ", "remote:\t", "remote:\u2003", "a\u0000b", "\ud800"})
    void shouldNotEvenAdmitAJobThatCannotBeNamed(String job) {
        assertThat(admission.check(intent(job), job.getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.pointer()).isEqualTo("/job_id"));
    }

    private static Intent intent(String job) {
        return new Intent(new Identity(Calls.INTEGRATION, "i", 0), job, null, null, false, (ObjectNode)
                RoundTrips.exact(application()));
    }

    private static String application() {
        return "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"B\",\"email_address\":\"a@example.com\"}}";
    }
}
