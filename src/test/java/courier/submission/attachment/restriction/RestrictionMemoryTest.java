package courier.submission.attachment.restriction;

import static org.assertj.core.api.Assertions.assertThat;

import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RestrictionMemoryTest {

    private static final Restrictions KNOWN = new Restrictions(7L, Map.of());
    private static final Duration REFRESH = Duration.ofHours(1);

    private final ManualTime time = new ManualTime();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldAskOnceForEachIntegrationUntilItsAnswerIsOld() {
        RestrictionMemory memory = memory(_ -> Optional.of(KNOWN));

        assertThat(memory.of("a")).isEqualTo(KNOWN);
        assertThat(memory.of("b")).isEqualTo(KNOWN);
        time.advance(REFRESH.minusMillis(1));
        assertThat(memory.of("a")).isEqualTo(KNOWN);
        assertThat(asked).containsExactly("a", "b");

        time.advance(Duration.ofMillis(1));
        assertThat(memory.of("a")).isEqualTo(KNOWN);
        assertThat(asked).containsExactly("a", "b", "a");
    }

    @Test
    void shouldRestrictNothingAfterAFailureAndNotAskAgainForAWhile() {
        RestrictionMemory memory = memory(id -> {
            if (id.equals("bug")) {
                throw new IllegalStateException("broken");
            }
            return Optional.empty();
        });

        for (String id : List.of("down", "bug")) {
            assertThat(memory.of(id)).isEqualTo(Restrictions.NONE);
            assertThat(memory.of(id)).isEqualTo(Restrictions.NONE);
        }
        assertThat(asked).containsExactly("down", "bug");

        time.advance(RestrictionMemory.PAUSE);
        assertThat(memory.of("down")).isEqualTo(Restrictions.NONE);
        assertThat(asked).containsExactly("down", "bug", "down");
    }

    @Test
    void shouldLetOneAskWhileTheOthersWait() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        RestrictionMemory memory = memory(_ -> {
            awaitQuietly(answer);
            return Optional.of(KNOWN);
        });

        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Restrictions>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(calls.submit(() -> memory.of("a")));
            }
            answer.countDown();
            for (Future<Restrictions> each : waiting) {
                assertThat(each.get()).isEqualTo(KNOWN);
            }
        }
        assertThat(asked).containsExactly("a");
    }

    @Test
    void shouldNotWaitForAnAnswerThatDoesNotCome() {
        CountDownLatch never = new CountDownLatch(1);
        RestrictionMemory memory = new RestrictionMemory(
                id -> {
                    asked.add(id);
                    awaitQuietly(never);
                    return Optional.of(KNOWN);
                },
                REFRESH,
                time,
                Duration.ofMillis(20));

        assertThat(memory.of("a")).isEqualTo(Restrictions.NONE);
        assertThat(memory.of("a")).isEqualTo(Restrictions.NONE);
        assertThat(asked).hasSizeLessThanOrEqualTo(1);
        never.countDown();
    }

    private RestrictionMemory memory(Function<String, Optional<Restrictions>> asking) {
        return new RestrictionMemory(
                id -> {
                    asked.add(id);
                    return asking.apply(id);
                },
                REFRESH,
                time,
                Duration.ofSeconds(30));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
