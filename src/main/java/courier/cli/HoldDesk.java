package courier.cli;

import courier.avro.IntegrationHold;
import courier.outcome.HoldCommand;
import java.time.Duration;
import java.util.List;

/**
 * Where holds are read, and commands for them are written. Used by one thread. Its methods throw Kafka's own exception
 * where the cluster or the registry cannot be asked.
 */
public interface HoldDesk extends AutoCloseable {

    /** The newest record on each integration or partition: of holds that have ended, too. */
    List<IntegrationHold> read();

    /** Sends a command; returns how many partitions will answer it. */
    int send(HoldCommand command);

    /**
     * Waits for the answers to a command; returns what was told because of it, in time.
     *
     * @param answers how many records are waited for that speak of just what the command names
     */
    List<IntegrationHold> await(HoldCommand command, int answers, Duration patience);

    @Override
    void close();
}
