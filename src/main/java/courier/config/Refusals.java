package courier.config;

import static courier.config.PassThrough.Refusal.always;
import static courier.config.PassThrough.Refusal.unless;

import courier.config.PassThrough.Refusal;
import java.util.List;

/**
 * The settings of Kafka and Kafka Streams that the delivery protocol rests on: passing them through would quietly break
 * the promise of one end for each intent.
 */
final class Refusals {

    private static final String TRANSACTIONS = "calls start only after a transaction has committed";
    private static final String LOSES_RECORDS = "a record that it skips would end nowhere";
    private static final String SIZES = "sizes grow stage by stage, as topology/topics.yaml says";
    private static final String PARTITIONS = "all intents of an integration must meet in one partition";

    static final List<Refusal> OF_KAFKA = List.of(
            unless(List.of("exactly_once_v2"), "processing.guarantee", "must be exactly_once_v2: " + TRANSACTIONS),
            unless(List.of("read_committed"), "isolation.level", "must be read_committed: " + TRANSACTIONS),
            unless(List.of("all", "-1"), "acks", "must be all: an outcome may not be lost with one broker"),
            unless(List.of("true"), "enable.idempotence", "must be true: " + TRANSACTIONS),
            unless(List.of("false"), "enable.auto.commit", "must be false: " + TRANSACTIONS),
            unless(
                    List.of("earliest", "none"),
                    "auto.offset.reset",
                    "must be earliest or none: anything else skips intents that nobody has read"),
            unless(List.of("none"), "topology.optimization", "must be none: it renames topics that hold the ledger"),
            unless(List.of("false"), "partitioner.ignore.keys", "must be false: " + PARTITIONS),
            taken("partitioner.class", PARTITIONS),
            taken("transactional.id", TRANSACTIONS),
            taken("default.client.supplier", "the worker's own producer tells it of commits"),
            taken("client.supplier", "the worker's own producer tells it of commits"),
            taken("default.timestamp.extractor", "outcomes are read before older intents"),
            taken("default.production.exception.handler", LOSES_RECORDS),
            taken("production.exception.handler", LOSES_RECORDS),
            taken("default.deserialization.exception.handler", LOSES_RECORDS),
            taken("deserialization.exception.handler", LOSES_RECORDS),
            taken("processing.exception.handler", LOSES_RECORDS),
            taken("errors.dead.letter.queue.topic.name", "dead letters are Courier's own, one for each intent"),
            taken("max.request.size", SIZES),
            taken("topic.max.message.bytes", SIZES),
            taken("topic.cleanup.policy", "stores are restored from these topics"),
            taken("topic.retention.ms", "stores are restored from these topics"),
            taken("topic.retention.bytes", "stores are restored from these topics"),
            taken("topic.message.timestamp.type", "Courier sets the records' times"),
            own("bootstrap.servers", "kafka.bootstrap-servers"),
            own("application.id", "kafka.application-id"),
            own("state.dir", "kafka.state-dir"),
            own("num.stream.threads", "kafka.stream-threads"),
            own("replication.factor", "topics.replication-factor"),
            own("application.server", "http.advertised-host"));

    private Refusals() {}

    private static Refusal taken(String setting, String reason) {
        return always(setting, "is Courier's to set: " + reason, "leave it out");
    }

    private static Refusal own(String setting, String key) {
        return always(setting, "has a key of its own", "use " + key);
    }
}
