package courier.intent;

/**
 * Where a record stood in Kafka.
 *
 * @param timestamp the record's timestamp in milliseconds since the epoch
 */
public record Origin(String topic, int partition, long offset, long timestamp) {}
