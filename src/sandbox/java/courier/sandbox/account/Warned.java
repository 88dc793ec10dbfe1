package courier.sandbox.account;

/** A warning about an intent. */
public record Warned(Position at, Identity identity, String code) {}
