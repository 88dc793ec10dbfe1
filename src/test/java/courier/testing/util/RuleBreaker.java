package courier.testing.util;

/** Is of a package that breaks the rules of the architecture: of a banned name, unmarked, without arrows. */
public final class RuleBreaker {}
