package courier.sandbox.kombo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request for an application, as the journal remembers it.
 *
 * @param sequence counts the requests from 1, in the order of arrival
 * @param arrivedAt in milliseconds since the epoch
 * @param endedAt in milliseconds since the epoch; null while it is being served
 * @param integration as the header says it; empty without one
 * @param job the job's id, decoded
 * @param key the local part of the candidate's e-mail address, by which a test knows its intent again; null where the
 *     body was not read, or has none
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param inFlight how many requests of the integration were being served when it arrived, itself included
 * @param status null where nothing was answered
 * @param code the error code that was answered
 * @param applicationId null where no application was created
 * @param remarks why it was refused; without values of the request
 */
public record Post(
        long sequence,
        long arrivedAt,
        @Nullable Long endedAt,
        String integration,
        String job,
        @Nullable String key,
        String protocol,
        int inFlight,
        long bodyBytes,
        @Nullable Integer status,
        @Nullable String code,
        Fate fate,
        @Nullable String applicationId,
        List<Attachment> attachments,
        List<String> remarks) {

    public Post {
        attachments = List.copyOf(attachments);
        remarks = List.copyOf(remarks);
    }

    /** Whether an application was created, whatever was answered. */
    public boolean created() {
        return applicationId != null;
    }

    /** What became of the request. */
    public enum Fate {
        /** It is being served. */
        OPEN,
        /** A success was answered. */
        ANSWERED,
        /** An error was answered. */
        REFUSED,
        /** Its connection was cut by the stand-in. */
        CUT,
        /** It was never answered. */
        HUNG,
        /** A success was answered in part. */
        TRUNCATED,
        /** The client had gone when it was to be answered. */
        CLIENT_GONE
    }

    /**
     * A file that came with a request, or was fetched for it.
     *
     * @param field where it stood, as a JSON Pointer
     * @param bytes its size, decoded
     * @param sha256 in hexadecimal digits
     */
    public record Attachment(String field, String form, long bytes, String sha256) {}
}
