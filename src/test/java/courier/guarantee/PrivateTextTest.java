package courier.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import courier.config.Loading;
import courier.config.Settings;
import courier.config.SettingsLoader;
import courier.config.SettingsLoader.Purpose;
import courier.config.Sources;
import courier.intent.Identity;
import courier.ledger.Effect;
import courier.outcome.Action;
import courier.outcome.Cause;
import courier.outcome.Delivery;
import courier.outcome.Lookup;
import courier.outcome.Notice;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.Search;
import courier.testing.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may end in a message or a dump because somebody printed a value: its own text. */
final class PrivateTextTest {

    private static final Marks MARKS = new Marks(List.copyOf(Applicant.WORDS.values()));
    private static final Identity IDENTITY = new Identity("workday:a", "i", 0);
    private static final byte[] PAYLOAD = Applicant.EMAIL.getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldTellNoSecretOfTheSettings() {
        Map<String, String> secrets = Map.of(
                "kombo.api-key", Applicant.KEY,
                "kafka.properties.sasl.jaas.config", "password=" + Applicant.KEY,
                "registry.properties.basic.auth.user.info", "user:" + Applicant.KEY);
        Settings settings = TestSettings.of(secrets);
        Sources sources = new Sources(null, Map.of("COURIER_KOMBO_API_KEY", Applicant.KEY), secrets);

        assertThat(settings.kafka().properties()).containsValue("password=" + Applicant.KEY);
        assertThat(MARKS.in(settings.toString())).isEmpty();
        assertThat(MARKS.in(sources.toString())).isEmpty();
    }

    @Test
    void shouldTellNoSecretOfMistakesInTheSettings() {
        Sources sources = new Sources(
                null,
                Map.of(),
                Map.of("courier.kombo.api-key", Applicant.KEY + " \u00e9", "courier.ledger.start-by", "x"));

        assertThat(SettingsLoader.load(sources, Purpose.CALLS))
                .isInstanceOfSatisfying(Loading.Invalid.class, invalid -> {
                    assertThat(invalid.text()).contains("kombo.api-key", "ledger.start-by");
                    assertThat(MARKS.in(invalid.text() + invalid)).isEmpty();
                });
    }

    @Test
    void shouldTellNothingOfAPersonInWhatTravels() {
        Cause cause = new Cause("REMOTE.INPUT_INVALID", Applicant.NAME, "for " + Applicant.EMAIL, 400, null);
        Notice notice = new Notice("KOMBO_WARNING", "for " + Applicant.EMAIL);
        Verdict rejected = new Verdict.Reject(cause, Delivery.REFUSED, Action.NEEDS_CORRECTION);
        List<Object> values = List.of(
                cause,
                notice,
                rejected,
                new Verdict.Doubt(cause),
                new Journey.Work(IDENTITY, "job", 1, false, 0, PAYLOAD),
                new Journey.Result.Finished(1L, 2L, rejected),
                new Search.Question(IDENTITY, "job", 1, PAYLOAD),
                new Lookup.Failed(cause),
                new OutcomeRecord.Attempted(IDENTITY, "n", 1, 1L, 2L, rejected),
                new Effect.Warn(notice, null));

        assertThat(values)
                .allSatisfy(value -> assertThat(MARKS.in(value.toString()))
                        .as(value.getClass().getName())
                        .isEmpty());
    }
}
