package courier.topology;

import courier.avro.ApplicationDeadLetter;
import courier.event.DeadLetterParts;
import courier.event.Event;
import courier.ops.Meters;
import courier.ops.Metric;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes records of events, with their keys and headers and the time of their making; of a dead letter several, if it is
 * too large for one. Notes the ages of dead letters.
 *
 * <p>Threads: owned by the task's stream thread.
 */
final class EventRecorder<V> extends ContextualProcessor<String, V, byte[], SpecificRecord> {

    private final Function<V, Event> events;
    private final DeadLetterParts parts;
    private final Meters meters;

    EventRecorder(Function<V, Event> events, DeadLetterParts parts, Meters meters) {
        this.events = events;
        this.parts = parts;
        this.meters = meters;
    }

    @Override
    public void process(Record<String, V> record) {
        Event event = events.apply(record.value());
        if (event.value() instanceof ApplicationDeadLetter letter) {
            Duration age = Duration.ofMillis(letter.getDeadLetteredAt().toEpochMilli()
                    - letter.getSource().getTimestamp());
            meters.time(Metric.DEAD_LETTER_AGE, age, letter.getCode());
        }
        for (Event each : parts.of(event)) {
            context().forward(new Record<>(each.key(), each.value(), record.timestamp(), each.headers()));
        }
    }
}
