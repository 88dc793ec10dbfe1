package courier.intent;

/**
 * A rule that an intent breaks. Never holds the offending value: that may be personal data.
 *
 * @param pointer JSON Pointer of the field within the JSON form of an intent, for example
 *     {@code /application/candidate/email_address}
 * @param rule the rule's short name, for example {@code required}
 * @param message what is wrong and how to put it right
 */
public record Violation(String pointer, String rule, String message) {}
