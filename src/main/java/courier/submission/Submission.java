package courier.submission;

import courier.avro.ApplicationIntent;
import courier.avro.internal.ArrivedIntent;
import courier.config.Settings;
import courier.encoding.InternalCodec;
import courier.intent.Intent;
import courier.ops.Time;
import courier.outcome.Cause;
import courier.outcome.Lookup;
import courier.outcome.Verdict;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.restriction.RestrictionMemory;
import courier.submission.attachment.restriction.Restrictions;
import courier.submission.attachment.store.Stores;
import courier.submission.kombo.ApplicationSearch;
import courier.submission.kombo.KomboClient;
import courier.submission.kombo.Wanted;
import courier.submission.verdict.Code;
import courier.submission.verdict.History;
import courier.submission.verdict.Reply;
import courier.submission.verdict.Verdicts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to Kombo: opens the attachments, asks the gate, makes the call and judges what comes back.
 *
 * <p>Shared by all calls of a worker; safe for use by many threads.
 */
public final class Submission implements Journey, Search, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
    private static final InternalCodec<ArrivedIntent> PAYLOADS = InternalCodec.of(ArrivedIntent.class);

    private final Function<ApplicationIntent, Intent> reading;
    private final Attachments attachments;
    private final KomboClient client;
    private final Verdicts verdicts;
    private final Time time;
    private final Runnable closeStores;

    Submission(
            Function<ApplicationIntent, Intent> reading,
            Attachments attachments,
            KomboClient client,
            Verdicts verdicts,
            Time time,
            Runnable closeStores) {
        this.reading = reading;
        this.attachments = attachments;
        this.client = client;
        this.verdicts = verdicts;
        this.time = time;
        this.closeStores = closeStores;
    }

    /**
     * A worker's way to Kombo.
     *
     * @param integrations the settings of integrations that are in force when it is asked
     * @param reading turns the intent's Avro form into the one that submission works on
     */
    public static Submission of(
            Settings settings,
            Supplier<Settings.Integrations> integrations,
            Function<ApplicationIntent, Intent> reading,
            Time time) {
        Stores stores = new Stores(settings.attachments());
        KomboClient client = new KomboClient(settings.kombo(), settings.limits().slotsPerWorker(), time);
        return new Submission(
                reading,
                attachments(
                        settings.attachments(),
                        integrations,
                        stores,
                        restrictions(settings.attachments().preflight(), client, time)),
                client,
                verdicts(settings.verdicts()),
                time,
                stores::close);
    }

    static Attachments attachments(
            Settings.Attachments settings,
            Supplier<Settings.Integrations> integrations,
            Stores stores,
            Function<String, Restrictions> restrictions) {
        return new Attachments(stores.byScheme(), settings, integrations, restrictions);
    }

    private static Verdicts verdicts(Settings.Verdicts settings) {
        VerdictSettings.warnings(settings).forEach(warning -> LOG.warn("{}", warning));
        return VerdictSettings.verdicts(settings);
    }

    private static Function<String, Restrictions> restrictions(
            Settings.Preflight preflight, KomboClient client, Time time) {
        return preflight.enabled()
                ? new RestrictionMemory(client::restrictions, preflight.refresh(), time)::of
                : _ -> Restrictions.NONE;
    }

    /** The codes that an attempt can end with, or be warned of. */
    public static Set<String> codes() {
        return Stream.concat(
                        Arrays.stream(Code.values()).map(Code::text),
                        Stream.of(Attachments.LEFT_OUT, Attachments.TYPE_UNKNOWN))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Result travel(Work work, Journey.Gate gate) {
        return new Attempt(this, work, gate).run();
    }

    @Override
    public Lookup look(Question question, Search.Gate gate) {
        Intent intent = intentOf(question.payload());
        Wanted wanted = new Wanted(
                question.identity().integrationId(),
                question.jobId(),
                Wanted.addresses(intent.application().path("candidate")),
                Instant.ofEpochMilli(question.since()));
        return client.search(wanted, new ApplicationSearch.Pages() {
            @Override
            public boolean next() {
                return gate.next();
            }

            @Override
            public @Nullable Cause ended(Reply reply) {
                Verdict verdict = verdicts.of(reply, History.CLEAN);
                gate.answered(Pace.of(reply, verdict));
                return verdict.cause();
            }
        });
    }

    /** Takes no more calls; running ones end by themselves. */
    @Override
    public void close() {
        client.close();
        closeStores.run();
    }

    Intent intentOf(Work work) {
        return intentOf(work.payload());
    }

    private Intent intentOf(byte[] payload) {
        return reading.apply(PAYLOADS.decode(payload).getIntent());
    }

    Attachments attachments() {
        return attachments;
    }

    KomboClient client() {
        return client;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    Time time() {
        return time;
    }
}
