package courier.sandbox.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import courier.sandbox.kombo.behaviour.Act;
import courier.sandbox.kombo.behaviour.Behaviours;
import courier.sandbox.kombo.behaviour.ErrorCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /ats/jobs/{job_id}/applications}: checks a request in the order in which Kombo would, and hands what is
 * in order to a {@link Deed}. Safe for use by many threads.
 */
final class Applying {
    private final Gatekeeper gatekeeper;
    private final Contract contract;
    private final Limits limits;
    private final Behaviours behaviours;
    private final Attachments attachments;
    private final Journal journal;
    private final Answers answers;
    private final Deed.Tools tools;

    Applying(
            Gatekeeper gatekeeper,
            Contract contract,
            Attachments attachments,
            Behaviours behaviours,
            Deed.Tools tools) {
        this.gatekeeper = gatekeeper;
        this.contract = contract;
        this.attachments = attachments;
        this.behaviours = behaviours;
        this.tools = tools;
        this.limits = tools.limits();
        this.journal = tools.journal();
        this.answers = tools.answers();
    }

    void serve(Exchange exchange, String job) {
        String integration = Gatekeeper.integration(exchange);
        Limits.Rate rate = limits.count();
        Limits.Slot slot = limits.enter(integration);
        Journal.Entry entry = journal.arrived(integration, job, exchange.protocol(), slot.position());
        Deed deed = new Deed(exchange, entry, slot, rate.headers(), tools);
        try {
            Answer refusal = refusal(exchange, rate, slot);
            if (refusal == null) {
                proceed(exchange, entry, deed, behaviours.choose(integration, job), new Target(integration, job));
            } else {
                // the body is read all the same: the journal is to say whose request it was
                JsonNode _ = body(exchange, entry);
                deed.refuse(refusal, List.of());
            }
        } catch (IOException _) {
            deed.abandon();
        } finally {
            slot.release();
        }
    }

    /** What an application is for. */
    record Target(String integration, String job) {}

    private @Nullable Answer refusal(Exchange exchange, Limits.Rate rate, Limits.Slot slot) {
        Answer refusal = gatekeeper.refusal(exchange);
        if (refusal != null) {
            return refusal;
        }
        if (!rate.granted()) {
            return answers.error(ErrorCode.RATE_LIMIT_EXCEEDED, "Too many requests in the window.");
        }
        if (!slot.granted()) {
            return answers.error(ErrorCode.CONCURRENCY_LIMIT_EXCEEDED, "Too many requests at a time.");
        }
        return gatekeeper.refusalOfBody(exchange);
    }

    private void proceed(Exchange exchange, Journal.Entry entry, Deed deed, Behaviours.Choice choice, Target target)
            throws IOException {
        if (choice.act() instanceof Act.Cut(Act.Moment moment) && moment == Act.Moment.BEFORE_BODY) {
            deed.cut();
            return;
        }
        JsonNode body = body(exchange, entry);
        List<String> problems = body == null ? List.of("the body is not JSON") : contract.problemsOfRequest(body);
        if (body == null || !problems.isEmpty()) {
            deed.refuse(answers.error(ErrorCode.INPUT_INVALID, String.join("; ", problems)), problems);
            return;
        }
        Attachments.Taken taken = attachments.take(body);
        if (!taken.attachments().isEmpty()) {
            entry.attached(taken.attachments());
        }
        if (!taken.problems().isEmpty()) {
            String message = String.join("; ", taken.problems());
            deed.refuse(answers.error(ErrorCode.INPUT_INVALID, message), taken.problems());
            return;
        }
        deed.pause(choice.latency());
        deed.carryOut(choice, target, body);
    }

    /** Reads the body and notes whose it is; null if it is not JSON. */
    private static @Nullable JsonNode body(Exchange exchange, Journal.Entry entry) throws IOException {
        byte[] bytes = exchange.body();
        JsonNode json = parsed(bytes);
        String email = json == null ? "" : json.at("/candidate/email_address").asText();
        int at = email.indexOf('@');
        entry.received(bytes.length, at < 0 ? null : email.substring(0, at));
        return json;
    }

    private static @Nullable JsonNode parsed(byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            return json.isMissingNode() ? null : json;
        } catch (IOException _) {
            return null;
        }
    }
}
