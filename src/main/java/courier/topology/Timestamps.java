package courier.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The times by which Kafka Streams orders the records of a task's sources. */
final class Timestamps {

    private Timestamps() {}

    /**
     * Intents by the time of their record; one without a time counts as old rather than as an error, since an error
     * would stop the stream.
     */
    static final TimestampExtractor INTENTS = (record, _) -> Math.max(0, record.timestamp());

    /**
     * Outcomes before anything else: the task takes the record with the lowest time next, and an outcome must not queue
     * behind the backlog of older intents.
     */
    static final TimestampExtractor OUTCOMES = (ConsumerRecord<Object, Object> _, long _) -> 0;
}
