package courier.ledger;

import courier.config.Settings;
import courier.outcome.OutcomeRecord;
import courier.outcome.Verdict;
import courier.submission.Journey;
import courier.submission.limit.Permit;
import courier.submission.limit.Reservation;
import courier.testing.TestSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * A ledger task with the default settings, through hours of a Kombo whose answers take their time, on a clock that
 * jumps from one event to the next. A call takes its slot until its answer is there.
 */
final class OutageBench {

    /** What a call comes to, and when. */
    record Answer(Verdict verdict, Duration takes) {}

    /** A call that was made. */
    record Call(String integration, long at) {}

    private record Pending(long readyAt, OutcomeRecord record, Permit slot) {}

    final List<Call> calls = new ArrayList<>();
    final TaskBench task;

    private final Function<String, Answer> kombo;
    private final List<String> integrations;
    private final long every;
    private final Deque<Duration> takes = new ArrayDeque<>();
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparingLong(Pending::readyAt));
    private final Map<String, Integer> asked = new HashMap<>();
    private long nextArrival;
    private int read;

    /** Each integration gets an intent now and then. */
    OutageBench(List<String> integrations, Duration every, Function<String, Answer> kombo) {
        Settings settings = TestSettings.of(Map.of("topics.partitions", "4"));
        this.task = TaskBench.of("worker-1", settings);
        this.integrations = integrations;
        this.every = every.toMillis();
        this.kombo = kombo;
        this.nextArrival = now();
        task.komboOf = this::call;
        task.ready();
        read = task.sender.records().size();
    }

    long now() {
        return task.time.wallMillis();
    }

    int asked(String integration) {
        return asked.getOrDefault(integration, 0);
    }

    /** Calls under way to an integration. */
    long underWay(String integration) {
        return task.limiter.inFlight(integration);
    }

    long callsBetween(String integration, long from, long until) {
        return calls.stream()
                .filter(call -> call.integration().equals(integration) && call.at() >= from && call.at() < until)
                .count();
    }

    /** Lets it run for so long; no intents come any more if {@code last}. */
    void run(Duration span, boolean last) {
        long until = now() + span.toMillis();
        nextArrival = last ? Long.MAX_VALUE : nextArrival;
        settle();
        while (true) {
            long next = Math.min(Math.min(task.nextAlarm(), nextArrival), nextAnswer());
            if (next > until) {
                task.advance(Duration.ofMillis(until - now()));
                return;
            }
            task.advance(Duration.ofMillis(Math.max(0, next - now())));
            while (nextAnswer() <= now()) {
                Pending answer = pending.remove();
                answer.slot().close();
                task.hear(answer.record());
            }
            if (nextArrival <= now()) {
                arrive();
            }
            settle();
        }
    }

    private long nextAnswer() {
        Pending next = pending.peek();
        return next == null ? Long.MAX_VALUE : next.readyAt();
    }

    private void arrive() {
        for (String integration : integrations) {
            int number = asked.merge(integration, 1, Integer::sum);
            task.arriveAt(integration, integration + "/" + number);
        }
        nextArrival += every;
    }

    /** Commits, which makes the calls; their outcomes are on the way for as long as they take. */
    private void settle() {
        while (task.departures.running() > 0 || read < task.sender.records().size()) {
            task.commit();
            List<OutcomeRecord> records = task.sender.records();
            while (read < records.size()) {
                OutcomeRecord record = records.get(read++);
                if (record instanceof OutcomeRecord.Attempted attempted) {
                    String integration = attempted.identity().integrationId();
                    pending.add(new Pending(now() + takes.remove().toMillis(), record, slot(integration)));
                } else {
                    task.hear(record);
                }
            }
        }
    }

    /** The dispatch gives its slot back at once, as the test's call takes no time: its place is kept. */
    private Permit slot(String integration) {
        return switch (task.limiter.reserve(integration, 0, 0)) {
            case Reservation.Granted(Permit permit) -> permit;
            case Reservation other -> throw new AssertionError("a call was made without a slot: " + other);
        };
    }

    private Verdict call(Journey.Work work) {
        String integration = work.identity().integrationId();
        Answer answer = kombo.apply(integration);
        calls.add(new Call(integration, now()));
        takes.add(answer.takes());
        return answer.verdict();
    }
}
