package courier.submission.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courier.submission.limit.Slots.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SlotsTest {

    @Test
    void shouldBoundEachIntegrationByItself() {
        Slots slots = new Slots(2, 10);

        List<Optional<Permit>> taken =
                List.of(slots.tryAcquire("a"), slots.tryAcquire("a"), slots.tryAcquire("a"), slots.tryAcquire("b"));

        assertThat(taken.stream().map(Optional::isPresent)).containsExactly(true, true, false, true);
        assertThat(slots.inFlight("a")).isEqualTo(2);
        assertThat(slots.inFlight("b")).isEqualTo(1);
        assertThat(slots.inFlight()).isEqualTo(3);
    }

    @Test
    void shouldBoundTheWorker() {
        Slots slots = new Slots(2, 3);
        for (String integration : List.of("a", "a", "b")) {
            assertThat(slots.tryAcquire(integration)).isPresent();
        }

        assertThat(slots.tryAcquire("c")).isEmpty();

        assertThat(slots.inFlight()).isEqualTo(3);
        assertThat(slots.inFlight("c")).isZero();
    }

    @Test
    void shouldGiveASlotBackOnceHoweverOftenItIsClosed() {
        Slots slots = new Slots(2, 2);
        Permit first = slots.tryAcquire("a").orElseThrow();
        Permit second = slots.tryAcquire("a").orElseThrow();

        first.close();
        first.close();

        assertThat(slots.inFlight()).isEqualTo(1);
        assertThat(slots.inFlight("a")).isEqualTo(1);
        second.close();
        assertThat(slots.tryAcquire("a")).isPresent();
    }

    @Test
    void shouldForgetAnIntegrationWithNothingInFlight() {
        Slots slots = new Slots(2, 2);

        for (int i = 0; i < 1_000; i++) {
            slots.tryAcquire("integration " + i).orElseThrow().close();
        }

        assertThat(slots.integrations()).isZero();
        assertThat(slots.inFlight()).isZero();
    }

    @Test
    void shouldRefuseLimitsThatAllowNothing() {
        assertThatThrownBy(() -> new Slots(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slots(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverExceedItsLimitsUnderManyThreads() throws Exception {
        // Given
        Slots slots = new Slots(3, 5);
        List<AtomicInteger> held = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        AtomicInteger all = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();

        // When
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                threads.add(executor.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        int integration = ThreadLocalRandom.current().nextInt(3);
                        slots.tryAcquire("i" + integration).ifPresent(permit -> {
                            taken.incrementAndGet();
                            int ofIntegration = held.get(integration).incrementAndGet();
                            boolean over = all.incrementAndGet() > 5 || ofIntegration > 3;
                            broken.addAndGet(over ? 1 : 0);
                            Thread.onSpinWait();
                            held.get(integration).decrementAndGet();
                            all.decrementAndGet();
                            permit.close();
                        });
                    }
                }));
            }
        }

        // Then
        for (Future<?> thread : threads) {
            thread.get();
        }
        assertThat(broken).hasValue(0);
        assertThat(taken.get()).isPositive();
        assertThat(slots.inFlight()).isZero();
        assertThat(slots.integrations()).isZero();
    }
}
