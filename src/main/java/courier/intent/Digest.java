package courier.intent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells whether two intents ask for the same: SHA-256 over the job and the application, as JSON in UTF-8 without white
 * space, keys sorted by their UTF-16 units, numbers as {@link BigDecimal#toString()} without trailing zeros. Absent
 * fields have no part in it, so a field that the contract gains does not change the digest of an intent without it; nor
 * do the order of keys and the form of a number ({@code 5}, {@code 5.0}). Digests are kept in the ledger: the form must
 * never change. Safe for use by many threads.
 */
public final class Digest {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Digest() {}

    /** The digest, 32 bytes. */
    public static byte[] of(Intent intent) {
        MessageDigest sha256 = sha256();
        // through a writer, which turns what UTF-8 cannot encode into '?' where Jackson's own encoder would throw
        try (JsonGenerator out = FACTORY.createGenerator(new OutputStreamWriter(
                new DigestOutputStream(OutputStream.nullOutputStream(), sha256), StandardCharsets.UTF_8))) {
            out.writeStartObject();
            out.writeFieldName("application");
            write(intent.application(), out);
            out.writeStringField("job_id", intent.jobId());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256.digest();
    }

    /** The digest as text, 64 hexadecimal digits in lower case. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static void write(JsonNode node, JsonGenerator out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
                    out.writeFieldName(member.getKey());
                    write(member.getValue(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> out.writeNumber(number(node));
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            case BINARY, POJO, MISSING ->
                throw new IllegalArgumentException("an application holds JSON only, not " + node.getNodeType());
        }
    }

    private static String number(JsonNode number) {
        if (number.isDouble() && !Double.isFinite(number.doubleValue())) {
            return number.asText();
        }
        return number.decimalValue().stripTrailingZeros().toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
