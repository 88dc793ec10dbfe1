package courier.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DigestTest {

    private static final String CANDIDATE =
            "'candidate': {'first_name': 'Ada', 'last_name': 'Löw', 'email_address': 'ada@example.com'}";

    /** Digests are kept in ledgers: if this fails, every intent that comes again would be taken for a reused id. */
    @Test
    void shouldNeverChange() {
        Intent intent = intent("{" + CANDIDATE + ", 'screening_question_answers':"
                + " [{'question_id': 'q', 'answer': 100.50}, {'question_id': 'r', 'answer': []}]}");

        assertThat(Digest.hex(Digest.of(intent)))
                .isEqualTo("e9f69ff16fd2be6f4e20d120165dbbbb79bcafe033b646af75d2ae9c5bae6500");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'a': 1, 'b': {'c': 2, 'd': 3}}    | {'b': {'d': 3, 'c': 2}, 'a': 1}
            {'a': 5}                           | {'a': 5.0}
            {'a': 5}                           | {'a': 0.5e1}
            {'a': 0}                           | {'a': -0.0}
            {'a': 100000000000000000000}       | {'a': 1e20}
            {'a': '\\u00e9'}                   | {'a': 'é'}
            """)
    void shouldBeTheSameForTheSameContent(String one, String other) {
        assertThat(digest(remoteFields(one))).isEqualTo(digest(remoteFields(other)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'a': 1}           | {'a': '1'}
            {'a': 1}           | {'a': 2}
            {'a': 1}           | {'b': 1}
            {'a': []}          | {}
            {'a': null}        | {}
            {'a': [1, 2]}      | {'a': [2, 1]}
            {'a': [[1], 2]}    | {'a': [[1, 2]]}
            {'a': {'b': 1}}    | {'a': {}, 'b': 1}
            {'a': true}        | {'a': 'true'}
            {'a': 'x,y'}       | {'a': 'x', 'y': ''}
            {'a': 'e\\u0301'}  | {'a': '\\u00e9'}
            {'a': 0.12345678901234567891} | {'a': 0.12345678901234567892}
            """)
    void shouldDifferForOtherContent(String one, String other) {
        assertThat(digest(remoteFields(one))).isNotEqualTo(digest(remoteFields(other)));
    }

    @ParameterizedTest
    @MethodSource("courier.intent.SchemaPaths#all")
    void shouldDifferWithoutAnyPathOfTheRequest(String path) {
        Random random = new Random(path.hashCode());
        ObjectNode application = SampleApplications.with(path, random);
        Intent whole = RoundTrips.parsed(RoundTrips.envelope(application));
        ObjectNode rest = whole.application().deepCopy();
        SchemaPaths.drop(path, rest);
        Intent dropped = new Intent(whole.identity(), whole.jobId(), null, null, false, rest);

        assertThat(Digest.of(dropped)).isNotEqualTo(Digest.of(whole));
    }

    @Test
    void shouldCoverTheJobButNotTheIdentity() {
        Intent intent = intent("{" + CANDIDATE + "}");
        Intent otherJob = new Intent(intent.identity(), "job-2", null, null, false, intent.application());
        Intent replay = new Intent(intent.identity().next(), intent.jobId(), "r", null, true, intent.application());

        assertThat(Digest.of(otherJob)).isNotEqualTo(Digest.of(intent));
        assertThat(Digest.of(replay)).isEqualTo(Digest.of(intent));
    }

    @Test
    void shouldBeTakenOfIntentsThatJsonHasNoWordFor() {
        Intent intent = intent("{" + CANDIDATE + "}");
        ObjectNode odd = intent.application().deepCopy();
        odd.set("amount", DoubleNode.valueOf(Double.NaN));
        odd.put("text", "\ud800");

        assertThat(Digest.of(new Intent(intent.identity(), "j", null, null, false, odd)))
                .hasSize(32);
    }

    private static String digest(Intent intent) {
        return Digest.hex(Digest.of(intent));
    }

    private static Intent remoteFields(String json) {
        return intent("{" + CANDIDATE + ", 'remote_fields': {'lever': " + json + "}}");
    }

    private static Intent intent(String application) {
        return RoundTrips.parsed(RoundTrips.envelope(RoundTrips.exact(application.replace('\'', '"'))));
    }
}
