package courier.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.intent.Violation;
import java.util.List;

/** The rules of single values that the request schema leaves open. */
final class ValueRules {

    private static final int LONGEST_ADDRESS = 254;

    private ValueRules() {}

    static void check(ObjectNode application, List<Violation> found) {
        JsonNode candidate = application.path("candidate");
        email(candidate.path("email_address"), "/application/candidate/email_address", found);
        JsonNode additional = candidate.path("additional_email_addresses");
        for (int i = 0; i < additional.size(); i++) {
            String pointer = "/application/candidate/additional_email_addresses/" + i + "/email_address";
            email(additional.path(i).path("email_address"), pointer, found);
        }
        JsonNode amount = candidate.path("salary_expectations").path("amount");
        finite(amount, "/application/candidate/salary_expectations/amount", found);
        JsonNode answers = application.path("screening_question_answers");
        for (int i = 0; i < answers.size(); i++) {
            String pointer = "/application/screening_question_answers/" + i + "/answer";
            finite(answers.path(i).path("answer"), pointer, found);
        }
    }

    /** Avro's doubles can say NaN and infinity, JSON cannot. */
    static boolean isFinite(JsonNode node) {
        return !node.isDouble() || Double.isFinite(node.doubleValue());
    }

    private static void finite(JsonNode node, String pointer, List<Violation> found) {
        if (!isFinite(node)) {
            found.add(new Violation(pointer, "finite", "must be a number, neither infinite nor NaN"));
        }
    }

    private static void email(JsonNode address, String pointer, List<Violation> found) {
        if (address.isTextual() && !isPlausible(address.textValue())) {
            found.add(new Violation(
                    pointer, "email", "must be an e-mail address, local@domain, for example ada@example.com"));
        }
    }

    /**
     * Whether a mail server could exist for it. Not the grammar of the standards: what is refused here is never sent,
     * so only what cannot be an address is.
     */
    static boolean isPlausible(String address) {
        int at = address.indexOf('@');
        if (at < 1 || at != address.lastIndexOf('@') || address.length() > LONGEST_ADDRESS) {
            return false;
        }
        if (address.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))
                || Text.hasControl(address)) {
            return false;
        }
        String[] labels = address.substring(at + 1).split("\\.", -1);
        if (labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.codePoints().allMatch(c -> c == '-' || c > 127 || Character.isLetterOrDigit(c));
    }
}
