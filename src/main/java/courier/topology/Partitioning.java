package courier.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * In which partition of the ledger an integration is: where Kafka's producer puts the key in the repartition topic. The
 * outcomes topic has the same partitions, and a command must go to the ledger that knows its integration.
 */
public final class Partitioning {

    private Partitioning() {}

    /** The partition of an integration, of so many. */
    public static int of(String integrationId, int partitions) {
        byte[] key = integrationId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
