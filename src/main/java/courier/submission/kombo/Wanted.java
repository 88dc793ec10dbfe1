package courier.submission.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The application that is looked for.
 *
 * @param jobId as the intent names it
 * @param emails the candidate's addresses, as {@link #address} writes them
 * @param since it was created then or later
 */
public record Wanted(String integrationId, String jobId, Set<String> emails, Instant since) {

    private static final String REMOTE = "remote:";

    public Wanted {
        emails = Set.copyOf(emails);
    }

    /** All addresses of a candidate in Kombo's request. */
    public static Set<String> addresses(JsonNode candidate) {
        Set<String> addresses = new HashSet<>();
        add(addresses, candidate.path("email_address"));
        candidate.path("additional_email_addresses").forEach(other -> add(addresses, other.path("email_address")));
        return addresses;
    }

    private static void add(Set<String> addresses, JsonNode address) {
        if (address.isTextual() && !address.asText().isBlank()) {
            addresses.add(address(address.asText()));
        }
    }

    /** An address as it is compared: an ATS may write it in other letters. */
    static String address(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    boolean isRemoteJob() {
        return jobId.startsWith(REMOTE);
    }

    /** The job's id without the prefix: Kombo's, or the ATS's own. */
    String plainJobId() {
        return isRemoteJob() ? jobId.substring(REMOTE.length()) : jobId;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Wanted[" + integrationId + ", job " + jobId + ", since " + since + "]";
    }
}
