package courier.submission.limit;

import courier.submission.limit.Answer.Tone;
import courier.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * A worker with endless work for one integration, and a Kombo with a limit, on a virtual clock: markers that take a
 * while to commit, requests and answers that take a while to arrive, outcomes that take a while to be acknowledged, and
 * other systems that use the same limit.
 */
final class SimulatedLoad {

    /** What Kombo's answers tell of the concurrency. */
    enum Headers {
        /** Counted when the request came, with it. */
        OF_ARRIVAL,
        /** Counted when it was answered, with it. */
        OF_ANSWER,
        /** Counted when it was answered, when its slot was free already. */
        AFTER_ANSWER,
        /** Nothing. */
        NONE
    }

    private static final String INTEGRATION = "workday:abc";
    private static final long COMMIT = 100;
    private static final long ACKNOWLEDGEMENT = 10;
    private static final long NETWORK_MAX = 20;
    private static final long START_BY = 20_000;

    private record Event(long at, long order, Runnable action) {}

    /** A refusal or the in-flight count, by time. */
    record Sample(long at, int inFlight, int limit, int others) {}

    private record Committed(Permit permit, long at) {}

    final Limiter limiter;
    final List<Sample> samples = new ArrayList<>();
    final List<Long> refusals = new ArrayList<>();
    final List<Long> calls = new ArrayList<>();
    int limit = 30;
    int others;

    private final ManualTime time = new ManualTime();
    private final Random random;
    private final Headers headers;
    private final DoubleSupplier latencyMillis;
    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) ->
            one.at() == other.at() ? Long.compare(one.order(), other.order()) : Long.compare(one.at(), other.at()));
    private final Deque<Committed> committed = new ArrayDeque<>();
    private long now;
    private long order;
    private int inFlight;
    private int released;
    private boolean draining;
    private boolean dispatchAlarm;
    private boolean startAlarm;

    SimulatedLoad(Bounds bounds, Headers headers, long seed, double leastMillis, double mostMillis) {
        this.limiter = new Limiter(bounds, time);
        this.headers = headers;
        this.random = new Random(seed);
        this.latencyMillis = () -> leastMillis + (mostMillis - leastMillis) * random.nextDouble();
        at(0, this::dispatch);
        at(0, this::sample);
    }

    void at(long millis, Runnable action) {
        events.add(new Event(millis, order++, action));
    }

    private void in(long millis, Runnable action) {
        at(now + millis, action);
    }

    SimulatedLoad runTo(long millis) {
        while (!events.isEmpty() && events.peek().at() <= millis) {
            Event event = events.poll();
            time.advance(Duration.ofMillis(event.at() - now));
            now = event.at();
            event.action().run();
        }
        return this;
    }

    /** Takes no more work and lets what is under way end. */
    void drain() {
        draining = true;
        runTo(now + 120_000);
    }

    private void sample() {
        samples.add(new Sample(now, inFlight, limit, others));
        if (!draining) {
            in(10, this::sample);
        }
    }

    private void dispatch() {
        while (!draining) {
            switch (limiter.reserve(INTEGRATION, 0, 0)) {
                case Reservation.Granted(Permit permit) -> {
                    long at = now + START_BY;
                    in(1 + random.nextLong(COMMIT), () -> {
                        committed.addLast(new Committed(permit, at));
                        startAll();
                    });
                }
                case Reservation.Paused(Duration rest) -> {
                    again(rest.toMillis() + 1, this::dispatch, true);
                    return;
                }
                case Reservation.IntegrationFull _ -> {
                    return;
                }
                case Reservation.WorkerFull _, Reservation.BytesFull _ -> {
                    again(20, this::dispatch, true);
                    return;
                }
            }
        }
    }

    /** One alarm of each kind at a time. */
    private void again(long millis, Runnable action, boolean dispatching) {
        if (dispatching ? dispatchAlarm : startAlarm) {
            return;
        }
        setAlarm(dispatching, true);
        in(millis, () -> {
            setAlarm(dispatching, false);
            action.run();
        });
    }

    private void setAlarm(boolean dispatching, boolean set) {
        if (dispatching) {
            dispatchAlarm = set;
        } else {
            startAlarm = set;
        }
    }

    private void startAll() {
        while (!committed.isEmpty()) {
            Committed first = committed.peekFirst();
            if (first.permit().start(Duration.ZERO)) {
                committed.removeFirst();
                calls.add(now);
                in(1 + random.nextLong(NETWORK_MAX), () -> arrive(first.permit()));
            } else if (now > first.at()) {
                committed.removeFirst();
                released++;
                first.permit().close();
            } else {
                again(100, this::startAll, false);
                return;
            }
        }
    }

    private void arrive(Permit permit) {
        if (inFlight + others >= limit) {
            refusals.add(now);
            Answer refusal = answer(Tone.FULL, remaining());
            in(1 + random.nextLong(NETWORK_MAX), () -> ended(permit, refusal));
            return;
        }
        inFlight++;
        int counted = remaining();
        in((long) latencyMillis.getAsDouble(), () -> {
            int remaining = switch (headers) {
                case OF_ARRIVAL -> counted;
                case OF_ANSWER -> remaining();
                case AFTER_ANSWER, NONE -> remaining() + 1;
            };
            Answer well = answer(Tone.FINE, Math.min(limit, remaining));
            inFlight--;
            in(1 + random.nextLong(NETWORK_MAX), () -> ended(permit, well));
        });
    }

    private void ended(Permit permit, Answer answer) {
        permit.answered(answer);
        startAll();
        in(1 + random.nextLong(ACKNOWLEDGEMENT), () -> {
            permit.close();
            startAll();
            dispatch();
        });
    }

    private int remaining() {
        return Math.max(0, limit - inFlight - others);
    }

    private Answer answer(Tone tone, int remaining) {
        return headers == Headers.NONE
                ? Given.concurrency(tone, null, null)
                : Given.concurrency(tone, limit, remaining);
    }

    /** The in-flight count as a share of what the limit leaves to it, on average. */
    double used(long from, long to) {
        return samples.stream()
                .filter(sample -> sample.at() >= from && sample.at() < to)
                .mapToDouble(sample -> (double) sample.inFlight() / (sample.limit() - sample.others()))
                .average()
                .orElseThrow();
    }

    int mostInFlight(long from, long to) {
        return samples.stream()
                .filter(sample -> sample.at() >= from && sample.at() < to)
                .mapToInt(Sample::inFlight)
                .max()
                .orElseThrow();
    }

    static long count(List<Long> times, long from, long to) {
        return times.stream().filter(at -> at >= from && at < to).count();
    }

    /** Refused calls as a share of all. */
    double refused(long from, long to) {
        return (double) count(refusals, from, to) / Math.max(1, count(calls, from, to));
    }

    int released() {
        return released;
    }

    @Override
    public String toString() {
        return "calls %d, refused %d, released %d".formatted(calls.size(), refusals.size(), released);
    }
}
