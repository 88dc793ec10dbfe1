package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.sandbox.kombo.Applications.Second;
import courier.sandbox.kombo.Post.Fate;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Act.Creation;
import courier.sandbox.kombo.behaviour.Behaviours;
import courier.sandbox.kombo.behaviour.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one request that is in order, and with its connection. Whatever the client can learn is in the
 * journal before it can learn it. Belongs to the thread that serves the request; ends the exchange exactly once.
 */
final class Deed {
    private final Exchange exchange;
    private final Journal.Entry entry;
    private final Limits.Slot slot;
    private final Map<String, String> rateHeaders;
    private final Tools tools;

    Deed(Exchange exchange, Journal.Entry entry, Limits.Slot slot, Map<String, String> rateHeaders, Tools tools) {
        this.exchange = exchange;
        this.entry = entry;
        this.slot = slot;
        this.rateHeaders = rateHeaders;
        this.tools = tools;
    }

    /** What all deeds work with. */
    record Tools(Answers answers, Applications applications, Limits limits, Journal journal, Closing closing) {}

    void pause(Duration latency) {
        tools.closing().pause(latency);
    }

    /** Does what was chosen; a second application, where that is to be refused, is refused whatever was chosen. */
    void carryOut(Behaviours.Choice choice, Applying.Target target, JsonNode request) {
        Act act = choice.act();
        if (!creates(act)) {
            endWithout(act);
            return;
        }
        Second second = choice.refuseSecond() ? Second.REFUSED : Second.ALLOWED;
        Optional<ObjectNode> application =
                tools.applications().create(target.integration(), target.job(), request, second);
        if (application.isEmpty()) {
            refuse(tools.answers().error(ErrorCode.ALREADY_EXISTS, "The candidate has applied already."), List.of());
            return;
        }
        entry.created(application.get().get("id").asText());
        endWith(act, application.get());
    }

    void refuse(Answer answer, List<String> remarks) {
        end(Fate.REFUSED, answer, remarks);
    }

    void cut() {
        entry.ended(Fate.CUT, null, List.of());
        slot.release();
        exchange.cut();
    }

    /** The client went before its request was whole. */
    void abandon() {
        entry.ended(Fate.CLIENT_GONE, null, List.of());
        exchange.cut();
    }

    private static boolean creates(@Nullable Act act) {
        return switch (act) {
            case null -> true;
            case Act.Warn _, Act.Truncate _, Act.Late _ -> true;
            case Act.Hang _ -> false;
            case Act.Refuse refuse -> refuse.creation() == Creation.DONE;
            case Act.Page page -> page.creation() == Creation.DONE;
            case Act.Cut cut ->
                switch (cut.moment()) {
                    case BEFORE_BODY, BEFORE_CREATION -> false;
                    case AFTER_CREATION, IN_ANSWER -> true;
                };
        };
    }

    private void endWithout(@Nullable Act act) {
        switch (act) {
            case Act.Refuse refuse -> refuse(tools.answers().refusal(refuse), List.of());
            case Act.Page page -> refuse(tools.answers().page(page), List.of());
            case Act.Cut _ -> cut();
            case Act.Hang _ -> hang();
            case null -> throw new IllegalStateException("behaving well creates an application");
            case Act.Warn _, Act.Truncate _, Act.Late _ ->
                throw new IllegalStateException(act + " creates an application");
        }
    }

    private void endWith(@Nullable Act act, ObjectNode application) {
        Answer well = tools.answers().success(application, List.of());
        switch (act) {
            case null -> end(Fate.ANSWERED, well, List.of());
            case Act.Warn warn -> end(Fate.ANSWERED, tools.answers().success(application, warn.messages()), List.of());
            case Act.Refuse refuse -> refuse(tools.answers().refusal(refuse), List.of());
            case Act.Page page -> refuse(tools.answers().page(page), List.of());
            case Act.Truncate _ -> end(Fate.TRUNCATED, well.half(), List.of());
            case Act.Late late -> {
                pause(late.delay());
                end(Fate.ANSWERED, well, List.of());
            }
            case Act.Cut(Act.Moment moment) when moment == Act.Moment.IN_ANSWER -> cutIn(well);
            case Act.Cut _ -> cut();
            case Act.Hang _ -> throw new IllegalStateException("a hanging call creates nothing");
        }
    }

    private void hang() {
        tools.closing().hang(exchange.gone());
        entry.ended(Fate.HUNG, null, List.of());
        exchange.cut();
    }

    private void cutIn(Answer answer) {
        entry.ended(Fate.CUT, answer, List.of());
        slot.release();
        exchange.sendHalfAndCut(complete(answer));
    }

    private void end(Fate fate, Answer answer, List<String> remarks) {
        entry.ended(fate, answer, remarks);
        // before the answer: a client that has read it may call again at once
        slot.release();
        if (!exchange.send(complete(answer))) {
            entry.ended(Fate.CLIENT_GONE, answer, remarks);
        }
    }

    private Answer complete(Answer answer) {
        return answer.with(slot.headers()).with(rateHeaders);
    }
}
