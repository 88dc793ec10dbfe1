package courier.ledger;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** What a task has told the world, in short. */
record News(List<Told> told) {

    static News of(MockProcessorContext<String, Told> context) {
        List<Told> told = new ArrayList<>();
        context.forwarded().forEach(forward -> told.add(forward.record().value()));
        return new News(told);
    }

    List<String> intents() {
        return told.stream()
                .filter(LedgerEvent.class::isInstance)
                .map(each -> inShort((LedgerEvent) each))
                .toList();
    }

    private static String inShort(LedgerEvent event) {
        String what = switch (event.effect()) {
            case Effect.Succeed _ -> "success";
            case Effect.Warn(var notice, var _) -> notice.code();
            case Effect.DeadLetter letter ->
                letter.cause().code() + " " + letter.delivery().text();
            default -> event.effect().getClass().getSimpleName();
        };
        return event.identity().intentId() + ": " + what;
    }

    List<String> holds() {
        return holdEvents().stream()
                .map(event -> event.key() + ": " + event.state().text()
                        + (event.by() == null ? "" : " " + event.by().text()))
                .toList();
    }

    List<HoldEvent> holdEvents() {
        return told.stream()
                .filter(HoldEvent.class::isInstance)
                .map(HoldEvent.class::cast)
                .toList();
    }
}
