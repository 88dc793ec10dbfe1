package courier.sandbox.kombo;

import static courier.sandbox.kombo.Caller.INTEGRATION;
import static courier.sandbox.kombo.Caller.KEY;
import static courier.sandbox.kombo.Caller.application;
import static org.assertj.core.api.Assertions.assertThat;

import courier.sandbox.kombo.Caller.Reply;
import courier.sandbox.kombo.behaviour.Behaviour;
import courier.sandbox.kombo.behaviour.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits that the stand-in enforces, and what it says of them. */
class LimitsTest {
    private KomboStandIn standIn;
    private Caller caller;

    @BeforeEach
    void start() {
        standIn = KomboStandIn.start(StandInSettings.with(KEY));
        caller = Caller.of(standIn);
    }

    @AfterEach
    void stop() {
        caller.close();
        standIn.close();
    }

    @Test
    void shouldRefuseWhatIsPastTheConcurrencyLimitAtOnce() throws Exception {
        // Given
        standIn.limits().concurrency(INTEGRATION, 3);
        standIn.behaviours().byDefault(Behaviour.WELL.taking(new Latency.Fixed(Duration.ofMillis(500))));
        Callable<Reply> call = () -> caller.apply("job", application("frank"));

        // When
        List<Reply> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reply> reply :
                    threads.invokeAll(IntStream.range(0, 5).mapToObj(_ -> call).toList())) {
                replies.add(reply.get());
            }
        }

        // Then
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(3);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 429)
                .hasSize(2)
                .allSatisfy(reply -> {
                    assertThat(reply.code()).isEqualTo("PLATFORM.CONCURRENCY_LIMIT_EXCEEDED");
                    assertThat(reply.headers().get("Concurrency-Limit")).isEqualTo("3");
                    assertThat(reply.headers().get("Concurrency-Remaining")).isEqualTo("0");
                });
        assertThat(standIn.journal().created()).hasSize(3);
        assertThat(standIn.limits().maxInFlight()).containsEntry(INTEGRATION, 3);
        Reply after = caller.apply("job", application("frank"));
        assertThat(after.headers().get("Concurrency-Remaining")).isEqualTo("3");
    }

    @Test
    void shouldRefuseWhatIsPastTheRate() throws IOException {
        standIn.limits().rate(2, Duration.ofMinutes(1));

        assertThat(caller.apply("job", application("a")).headers().get("ratelimit-remaining"))
                .isEqualTo("1");
        assertThat(caller.search("").status()).isEqualTo(200);
        Reply refused = caller.apply("job", application("c"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("PLATFORM.RATE_LIMIT_EXCEEDED");
        assertThat(refused.headers().get("ratelimit-limit")).isEqualTo("2");
        assertThat(Integer.parseInt(String.valueOf(refused.headers().get("ratelimit-reset"))))
                .isBetween(1, 60);
        assertThat(standIn.journal().postsOf("c")).hasSize(1);
    }
}
