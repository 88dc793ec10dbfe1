package courier.submission.attachment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.config.Settings;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.restriction.Restrictions;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens an application's files and puts the request together around them, without reading more of them than tells their
 * type. Immutable; safe for use by many threads.
 */
public final class Attachments {

    /** Warning: an application went out without a file that its store does not have. */
    public static final String LEFT_OUT = "ATTACHMENT_LEFT_OUT";
    /** Warning: a file went out under a content type that says nothing. */
    public static final String TYPE_UNKNOWN = "ATTACHMENT_TYPE_UNKNOWN";

    private final Map<String, BlobStore> stores;
    private final Settings.Attachments limits;
    private final Supplier<Settings.Integrations> integrations;
    private final Function<String, Restrictions> restrictions;

    /**
     * Files from these stores.
     *
     * @param stores by URI scheme in lower case
     * @param integrations those that are in force when it is asked
     * @param restrictions what an integration's ATS takes; may block for a few seconds
     */
    public Attachments(
            Map<String, BlobStore> stores,
            Settings.Attachments limits,
            Supplier<Settings.Integrations> integrations,
            Function<String, Restrictions> restrictions) {
        this.stores = Map.copyOf(stores);
        this.limits = limits;
        this.integrations = integrations;
        this.restrictions = restrictions;
    }

    /**
     * Prepares a request. May block on the stores.
     *
     * @param application the body with {@code blob}s, see {@link courier.intent.Intent}; is left as it is
     */
    public Preparation prepare(String integrationId, ObjectNode application) {
        Packing packing = new Packing(
                stores, limits, integrations.get().of(integrationId), restrictions, integrationId, application);
        boolean handedOver = false;
        try {
            Failed failure = packing.pack();
            if (failure != null) {
                return failure;
            }
            Ready ready = new Ready(packing.prepared());
            handedOver = true;
            return ready;
        } finally {
            if (!handedOver) {
                packing.close();
            }
        }
    }
}
