package courier.ledger;

import static courier.ledger.Given.IDENTITY;
import static courier.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import courier.outcome.OutcomeRecord.Probed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private final List<Probed> sent = new ArrayList<>();
    private final Probes probes = new Probes("me", sent::add);

    @Test
    void shouldPassOnceItsOwnProbeIsRead() {
        probes.send(Map.of(IDENTITY, "n"), NOW);
        assertThat(probes.passed()).isFalse();
        assertThat(probes.waiting()).isTrue();

        assertThat(probes.read(sent.getFirst())).isEqualTo(Map.of(IDENTITY, "n"));

        assertThat(probes.passed()).isTrue();
        assertThat(probes.waiting()).isFalse();
    }

    @Test
    void shouldTakeNoNoticeOfOthersNorOfProbesThatItDoesNotWaitFor() {
        assertThat(probes.read(new Probed("me", 0))).isEmpty();
        probes.send(Map.of(IDENTITY, "n"), NOW);

        assertThat(probes.read(new Probed("other", 1))).isEmpty();
        assertThat(probes.read(new Probed("me", 99))).isEmpty();
        assertThat(probes.passed()).isFalse();
    }

    @Test
    void shouldJudgeOnceThoughAProbeIsReadTwice() {
        probes.send(Map.of(IDENTITY, "n"), NOW);
        assertThat(probes.read(sent.getFirst())).hasSize(1);

        assertThat(probes.read(sent.getFirst())).isEmpty();
    }

    @Test
    void shouldSendAgainWhatWasNotReadForLongAndStillJudge() {
        probes.send(Map.of(IDENTITY, "n"), NOW);
        probes.resend(probes.resendAt() - 1);
        assertThat(sent).hasSize(1);

        probes.resend(probes.resendAt());

        assertThat(sent).hasSize(2);
        assertThat(probes.read(sent.getLast())).isEqualTo(Map.of(IDENTITY, "n"));
        probes.resend(Long.MAX_VALUE);
        assertThat(sent).hasSize(2);
    }

    /** Else a broker that takes longer than the time after which a probe is sent again would never let one pass. */
    @Test
    void shouldTakeAnEarlierProbeThoughItWasSentAgain() {
        probes.send(Map.of(IDENTITY, "n"), NOW);
        probes.resend(probes.resendAt());

        assertThat(probes.read(sent.getFirst())).isEqualTo(Map.of(IDENTITY, "n"));
        assertThat(probes.passed()).isTrue();
    }

    @Test
    void shouldNotTakeTheFirstProbeForOneOfALaterJudgement() {
        probes.send(Map.of(), NOW);
        Probed first = sent.getFirst();
        assertThat(probes.read(first)).isEmpty();

        probes.send(Map.of(IDENTITY, "n"), NOW + 1);

        assertThat(probes.read(first))
                .as("read before the judgement was asked for")
                .isEmpty();
        assertThat(probes.read(sent.getLast())).isEqualTo(Map.of(IDENTITY, "n"));
    }
}
