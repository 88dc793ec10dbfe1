package courier.cli;

import courier.avro.AdditionalEmailAddress;
import courier.avro.ApplicationIntent;
import courier.avro.Candidate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Whose records are looked for. */
sealed interface Person {

    /** The names of an intent, whatever its generation. */
    record Asked(String integrationId, String intentId) implements Person {

        /** Those that a record carries in its fields; null where it has none. */
        static @Nullable Asked in(SpecificRecord event) {
            String integrationId = text(event, "integration_id");
            String intentId = text(event, "intent_id");
            return integrationId == null || intentId == null ? null : new Asked(integrationId, intentId);
        }

        private static @Nullable String text(SpecificRecord event, String name) {
            var field = event.getSchema().getField(name);
            Object value = field == null ? null : event.get(field.pos());
            return value == null ? null : value.toString();
        }
    }

    /**
     * An e-mail address, by its digest: so the address itself need not stand on a command line or in a history.
     *
     * @param sha256 of the address without blanks around it and in lower case, in hexadecimal digits
     */
    record Email(String sha256) implements Person {

        boolean isOf(ApplicationIntent intent) {
            Candidate candidate = intent.getApplication().getCandidate();
            List<AdditionalEmailAddress> more =
                    Objects.requireNonNullElse(candidate.getAdditionalEmailAddresses(), List.of());
            return Stream.concat(
                            Stream.of(candidate.getEmailAddress()),
                            more.stream().map(AdditionalEmailAddress::getEmailAddress))
                    .anyMatch(address -> digest(address).equals(sha256));
        }

        static String digest(String address) {
            try {
                byte[] bytes = address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has SHA-256", e);
            }
        }
    }
}
