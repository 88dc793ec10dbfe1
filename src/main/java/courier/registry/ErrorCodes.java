package courier.registry;

/** The error codes of Confluent's protocol that are the registry's word on a schema. All others are outages. */
final class ErrorCodes {
    static final int INCOMPATIBLE = 409;
    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;
    private static final int NO_SCHEMA = 40403;
    private static final int INVALID = 422;

    private ErrorCodes() {}

    /** A bare 404 is not one of them: a wrong path in the address looks like that for every schema id. */
    static boolean isAboutSchema(int code) {
        return switch (code) {
            case NO_SUBJECT, NO_VERSION, NO_SCHEMA, INCOMPATIBLE -> true;
            default -> code / 100 == INVALID;
        };
    }
}
