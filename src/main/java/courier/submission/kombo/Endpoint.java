package courier.submission.kombo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The addresses of the calls. Immutable. */
final class Endpoint {

    private static final String HEX = "0123456789ABCDEF";

    private final HttpUrl jobs;
    private final HttpUrl applications;
    private final HttpUrl createApplicationAction;

    /**
     * The calls below a base URL.
     *
     * @throws IllegalArgumentException if it is no absolute http or https URL, or has a query or fragment
     */
    Endpoint(URI baseUrl) {
        HttpUrl base = HttpUrl.get(baseUrl);
        if (base == null || base.query() != null || base.fragment() != null) {
            throw new IllegalArgumentException(
                    "kombo.base-url must be an http or https URL without query and fragment");
        }
        this.jobs = base.newBuilder().addPathSegments("ats/jobs").build();
        this.applications =
                base.newBuilder().addPathSegments("ats/applications").build();
        this.createApplicationAction = base.newBuilder()
                .addPathSegments("ats/actions/ats_create_application")
                .build();
    }

    /** Where Kombo says what creating an application takes. */
    HttpUrl createApplicationAction() {
        return createApplicationAction;
    }

    /**
     * Where the applications to a job are listed.
     *
     * @param cursor as the page before has it; null for the first page
     */
    HttpUrl applicationsOf(Wanted wanted, int pageSize, @Nullable String cursor) {
        HttpUrl.Builder url = applications
                .newBuilder()
                .addQueryParameter(wanted.isRemoteJob() ? "job_remote_ids" : "job_ids", wanted.plainJobId())
                .addQueryParameter("remote_created_after", wanted.since().toString())
                .addQueryParameter("page_size", Integer.toString(pageSize));
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        return url.build();
    }

    /**
     * Where applications to a job go; empty for a job id that no path can carry: an empty one, {@code .} and
     * {@code ..}, which every server takes as a step within the path however they are encoded, and text that is not
     * Unicode.
     */
    Optional<HttpUrl> applications(String jobId) {
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(jobId);
        if (jobId.isEmpty() || jobId.equals(".") || jobId.equals("..") || !encodable) {
            return Optional.empty();
        }
        return Optional.of(jobs.newBuilder()
                .addEncodedPathSegment(encoded(jobId))
                .addPathSegment("applications")
                .build());
    }

    /** Everything but RFC 3986's unreserved characters, so that nothing is left for anybody to interpret. */
    private static String encoded(String segment) {
        StringBuilder text = new StringBuilder(segment.length() + 16);
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return text.toString();
    }

    private static boolean unreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
