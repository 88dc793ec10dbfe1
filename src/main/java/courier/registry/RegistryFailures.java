package courier.registry;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.UTFDataFormatException;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault it is that a record cannot be read or written: the way to the schemas is broken, or the record is.
 *
 * <p>Knows this package's serde, and any other by what Kafka, the JDK and Confluent's client throw. Where a cause
 * leaves it open it says "unavailable": a record that waits can still be judged, one that was dead-lettered for an
 * outage cannot be called back.
 */
public final class RegistryFailures {

    /** Confluent's client in any packaging, shaded ones too. */
    private static final String REST_CLIENT_EXCEPTION = "RestClientException";

    /** Ends the messages of that exception, and of those that Confluent's serdes make of it without a cause. */
    private static final Pattern ERROR_CODE = Pattern.compile("error code: (\\d{1,9})");

    private RegistryFailures() {}

    /**
     * Whether a serde failed because the registry cannot be used now, so that the record must wait; false means that
     * the record, or its schema, is at fault.
     */
    public static boolean isUnavailable(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            Boolean verdict = verdict(t);
            if (verdict != null) {
                return verdict;
            }
        }
        return false;
    }

    /** Whether the registry has answered that it does not know the record's schema; false where that is not certain. */
    public static boolean isUnknownSchema(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            if (t instanceof UnknownSchemaException
                    || (t.getClass().getSimpleName().equals(REST_CLIENT_EXCEPTION) && !byCode(t.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    /** Null where a throwable says nothing by itself and its cause must tell. */
    private static @Nullable Boolean verdict(Throwable t) {
        return switch (t) {
            case UnknownSchemaException _, SchemaRefusedException _ -> false;
            case RetriableException _, InterruptException _, InterruptedException _, TimeoutException _ -> true;
            case AuthenticationException _, AuthorizationException _, ConfigException _ -> true;
            case InvalidConfigurationException e -> byCode(e.getMessage());
            case IOException e -> aboutData(e) ? null : true;
            default ->
                t.getClass().getSimpleName().equals(REST_CLIENT_EXCEPTION) ? (Boolean) byCode(t.getMessage()) : null;
        };
    }

    /** Subtypes of IOException that decoders throw over bytes in memory. */
    private static boolean aboutData(IOException e) {
        return switch (e) {
            case EOFException _, CharConversionException _, CharacterCodingException _ -> true;
            case UTFDataFormatException _, ObjectStreamException _, ZipException _ -> true;
            default ->
                e.getClass().getName().startsWith("org.apache.avro.")
                        || e.getClass().getName().endsWith(".InvalidProtocolBufferException");
        };
    }

    private static boolean byCode(@Nullable String message) {
        int code = 0;
        Matcher codes = ERROR_CODE.matcher(message == null ? "" : message);
        while (codes.find()) {
            code = Integer.parseInt(codes.group(1)); // the last one is the client's; those before may be quoted
        }
        return !ErrorCodes.isAboutSchema(code);
    }
}
