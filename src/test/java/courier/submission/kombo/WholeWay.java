package courier.submission.kombo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import courier.admission.Admission;
import courier.avro.ApplicationIntent;
import courier.avro.SourcePosition;
import courier.avro.internal.ArrivedIntent;
import courier.encoding.InternalCodec;
import courier.intent.Digest;
import courier.intent.Intent;
import courier.intent.IntentAvro;
import courier.intent.IntentJson;
import courier.intent.RoundTrips;
import courier.intent.Violation;
import courier.submission.attachment.Attachments;
import courier.submission.attachment.BlobReference;
import courier.submission.attachment.BlobStore;
import courier.submission.attachment.BlobStore.Opening;
import courier.submission.attachment.Packings;
import courier.submission.attachment.Preparation.Failed;
import courier.submission.attachment.Preparation.Ready;
import courier.submission.attachment.PreparedApplication;
import courier.submission.verdict.Reply;
import courier.testing.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of an application from an intent's JSON to the body of its request, over the worker's own parts and both of
 * its binary forms, with a check at its end that nothing was lost, added or changed. The way can be broken between any
 * two parts, to see the check find it. For one thread.
 */
final class WholeWay implements AutoCloseable {

    private static final InternalCodec<ArrivedIntent> PAYLOADS = InternalCodec.of(ArrivedIntent.class);
    private static final Schema REQUEST = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Objects.requireNonNull(WholeWay.class.getResourceAsStream("/kombo/request.schema.json")));
    private static final long LARGE = 1 << 20;

    private final Admission admission = new Admission(TestSettings.of(Map.of()).attachments());
    private final KomboClient client = Calls.client(URI.create("http://127.0.0.1:1"));
    private final List<BlobReference> opened = new ArrayList<>();
    private final Attachments attachments = Packings.inline(stores(), LARGE, LARGE);

    /** Where a mapper may be at fault. */
    enum Stage {
        /** From JSON to the record of the intents topic. */
        INTO_AVRO,
        /** From the payload that the ledger keeps to what submission works on. */
        OUT_OF_AVRO,
        /** From there to the bytes that are sent. */
        INTO_BODY
    }

    private Map<String, BlobStore> stores() {
        BlobStore store = reference -> {
            opened.add(reference);
            byte[] content = SampleFiles.content(reference.uri().toString());
            return new Opening.Opened(
                    (long) content.length, SampleFiles.TYPE_IN_STORE, new ByteArrayInputStream(content));
        };
        return Map.of("s3", store, "https", store, "file", store);
    }

    /** What is wrong with the request that comes of an application; empty if it is the one that was asked for. */
    Optional<String> complaint(ObjectNode application) {
        return complaint(application, Stage.INTO_BODY, _ -> {});
    }

    /** The same with something done to the application between two parts. */
    Optional<String> complaint(ObjectNode application, Stage stage, Consumer<JsonNode> fault) {
        ObjectNode asked = SampleFiles.stated(application);
        ObjectNode given = asked.deepCopy();
        faulty(stage == Stage.INTO_AVRO, given, fault);
        byte[] json = RoundTrips.envelope(given).toString().getBytes(StandardCharsets.UTF_8);
        if (!(IntentJson.parse(json, Path.of("target")) instanceof IntentJson.Parsed.Understood(Intent parsed))) {
            return Optional.of("refused by the mapping");
        }
        Intent arrived = arrived(parsed);
        ObjectNode form = arrived.application();
        faulty(stage == Stage.OUT_OF_AVRO, form, fault);
        List<Violation> violations = admission.check(arrived, arrived.jobId().getBytes(StandardCharsets.UTF_8));
        if (!violations.isEmpty()) {
            return Optional.of("not admitted: " + violations);
        }
        opened.clear();
        return switch (attachments.prepare(Calls.INTEGRATION, form)) {
            case Failed failed -> Optional.of("not prepared: " + failed);
            case Ready(PreparedApplication prepared) -> {
                try (prepared) {
                    JsonNode body = RoundTrips.exact(sent(prepared));
                    faulty(stage == Stage.INTO_BODY, body, fault);
                    yield difference(asked, body);
                }
            }
        };
    }

    private static void faulty(boolean here, JsonNode node, Consumer<JsonNode> fault) {
        if (here) {
            fault.accept(node);
        }
    }

    /** Over the topic and the ledger's store. */
    private static Intent arrived(Intent parsed) {
        ApplicationIntent record = RoundTrips.decoded(RoundTrips.encoded(IntentAvro.toAvro(parsed)));
        byte[] payload = PAYLOADS.encode(ArrivedIntent.newBuilder()
                .setIntent(record)
                .setSource(new SourcePosition("application-intents", 0, 0L, 0L))
                .setDigest(ByteBuffer.wrap(Digest.of(parsed)))
                .build());
        return IntentAvro.fromAvro(PAYLOADS.decode(payload).getIntent());
    }

    private String sent(PreparedApplication prepared) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            Optional<Reply.Withheld> withheld = client.call(Calls.INTEGRATION, "job-1", prepared)
                    .orElseThrow()
                    .request()
                    .writeBody(body);
            if (withheld.isPresent()) {
                throw new AssertionError(withheld.get());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (prepared.contentLength() != body.size()) {
            throw new AssertionError("the length was announced as another");
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private Optional<String> difference(ObjectNode asked, JsonNode body) {
        JsonNode expected = RoundTrips.exact(SampleFiles.withBytes(asked).toString());
        if (!body.equals(expected)) {
            return Optional.of("asked: " + expected + "\nsent:  " + body);
        }
        if (!opened.equals(SampleFiles.references(asked))) {
            return Optional.of("other files: " + opened);
        }
        return REQUEST.validate(body).isEmpty() ? Optional.empty() : Optional.of("invalid: " + REQUEST.validate(body));
    }

    @Override
    public void close() {
        client.close();
    }
}
