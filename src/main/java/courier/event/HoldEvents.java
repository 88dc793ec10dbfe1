package courier.event;

import courier.avro.HoldCommand;
import courier.avro.IntegrationHold;
import courier.ledger.Hold;
import courier.ledger.HoldEvent;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Holds as records of the operations topic. Pure. The text is Courier's own: it stays for long, and names nobody. */
final class HoldEvents {

    private HoldEvents() {}

    static Event of(HoldEvent event) {
        Hold hold = event.hold();
        IntegrationHold value = IntegrationHold.newBuilder()
                .setIntegrationId(event.integrationId())
                .setPartition(event.partition())
                .setState(event.state().text())
                .setScope(hold.scope().text())
                .setCode(hold.code())
                .setMessage(message(event))
                .setSince(Instant.ofEpochMilli(hold.since()))
                .setUntil(Instant.ofEpochMilli(event.until()))
                .setNextProbeAt(event.by() != null || hold.byPerson() ? null : Instant.ofEpochMilli(hold.probeAt()))
                .setProbes(hold.probes())
                .setQueued(event.waiting())
                .setOldestAdmittedAt(event.oldest() == null ? null : Instant.ofEpochMilli(event.oldest()))
                .setLogUrl(event.logUrl())
                .setEndedBy(event.by() == null ? null : event.by().text())
                .setCommand(command(event.command()))
                .setToldAt(Instant.ofEpochMilli(event.at()))
                .build();
        return new Event(Event.keyOf(event.key()), value, new RecordHeaders());
    }

    private static @Nullable HoldCommand command(courier.outcome.@Nullable HoldCommand command) {
        return command == null
                ? null
                : new HoldCommand(command.id(), command.by(), command.reason(), Instant.ofEpochMilli(command.at()));
    }

    private static String message(HoldEvent event) {
        String who = event.integrationId() == null
                ? "All integrations of partition " + event.partition()
                : "The integration";
        String code = event.hold().code();
        return switch (event.state()) {
            case BEGUN ->
                event.hold().byPerson()
                        ? who + " is held by a person: nothing is called until a person releases it."
                        : who + " is held (" + code + "): its intents wait, and a single call now and then finds out"
                                + " whether it works again. Nothing is lost; mend what the code names.";
            case ONGOING -> who + " is still held (" + code + ").";
            case EXTENDED -> who + " stays held (" + code + ") for longer: a person said so.";
            case EXPIRED ->
                who + " has been held (" + code
                        + ") for as long as intents are kept: those that have waited so long are"
                        + " dead-lettered (HOLD_EXPIRED), to be replayed.";
            case ENDED -> who + " is called again.";
            case NONE -> who + " was not held: there was nothing to do.";
        };
    }
}
