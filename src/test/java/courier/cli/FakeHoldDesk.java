package courier.cli;

import courier.avro.IntegrationHold;
import courier.outcome.HoldCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A desk without a cluster: the records that it is given, and the commands that it got. */
final class FakeHoldDesk implements HoldDesk {

    static final int PARTITIONS = 3;

    final List<IntegrationHold> records = new ArrayList<>();
    final List<HoldCommand> sent = new ArrayList<>();
    /** What is told because of a command. */
    final List<IntegrationHold> answers = new ArrayList<>();

    boolean closed;

    @Override
    public List<IntegrationHold> read() {
        return List.copyOf(records);
    }

    @Override
    public int send(HoldCommand command) {
        sent.add(command);
        return command.integrationId() == null ? PARTITIONS : 1;
    }

    @Override
    public List<IntegrationHold> await(HoldCommand command, int expected, Duration patience) {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        closed = true;
    }
}
