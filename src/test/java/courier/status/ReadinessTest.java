package courier.status;

import static org.assertj.core.api.Assertions.assertThat;

import courier.status.Readiness.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadinessTest {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({
        "PREPARING, false, MOVING,  false, preparing",
        "STREAMING, false, MOVING,  false, starting",
        "STREAMING, false, RUNNING, false, starting",
        "STREAMING, true,  RUNNING, true,  ready",
        "STREAMING, true,  MOVING,  false, rebalancing",
        "STREAMING, true,  FAILED,  false, stream-ended",
        "STREAMING, true,  STOPPED, false, stream-ended",
        "STOPPING,  true,  RUNNING, false, stopping",
        "STOPPING,  true,  STOPPED, false, stopping",
    })
    void shouldSayWhy(Phase phase, boolean started, StreamView.State stream, boolean ready, String reason) {
        Readiness readiness = Readiness.of(phase, started, stream, Optional.empty(), BOUND);

        assertThat(readiness.ready()).isEqualTo(ready);
        assertThat(readiness.reason()).isEqualTo(reason);
        assertThat(readiness.reply().status()).isEqualTo(ready ? 200 : 503);
    }

    @Test
    void shouldSayWhatIsWedged() {
        Wedge wedge = new Wedge(7, Duration.ofSeconds(150), Wedge.Cause.NOT_HEARD, 4);

        Reply reply = Readiness.of(Phase.STREAMING, true, StreamView.State.RUNNING, Optional.of(wedge), BOUND)
                .reply();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .contains(
                        "\"ready\" : false",
                        "\"reason\" : \"wedged\"",
                        "\"cause\" : \"not-heard\"",
                        "\"partition\" : 7",
                        "\"count\" : 4",
                        "\"lasts_seconds\" : 150",
                        "\"allowed_seconds\" : 120",
                        "their outcomes are not read back");
    }
}
