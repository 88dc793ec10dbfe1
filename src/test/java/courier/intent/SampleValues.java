package courier.intent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Arbitrary values for single fields, awkward ones among them. */
final class SampleValues {

    private static final List<String> PIECES = List.of(
            "a", "Z", "9", " ", "é", "e\u0301", "ß", "李", "ش", "😀", "👩‍🚀", "\"", "\\", "/", "~", "\n", "\t",
            "\u0000", "\u2028", "{", "null");

    private final Random random;

    SampleValues(Random random) {
        this.random = random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(oneOf(PIECES));
        }
        return text.toString();
    }

    String email() {
        return oneOf(List.of("ada", "o'hara", "jürgen", "a.b+c", "x_y-z")) + "@"
                + oneOf(List.of("example.com", "köln.example", "a-b.c.example"));
    }

    String fileName() {
        return oneOf(List.of("CV.pdf", "Lebenslauf Müller.docx", "履歴書.pdf", "noextension", "..a", "a'b\"c.txt"));
    }

    String blobUri() {
        return oneOf(List.of(
                "s3://bucket_1/a/b%20c.pdf",
                "https://files.example.com/cv?x=1&y=2", "file:///srv/cv/ada.pdf", "s3://b/ключ.pdf"));
    }

    String url() {
        return oneOf(List.of(
                "https://files.example.com/cv.pdf?X-Signature=a%2Fb%3D&x=1",
                "http://127.0.0.1:8080/cv",
                "HTTPS://user@köln.example/Lebenslauf_Müller.pdf#1",
                "https://files.example.com"));
    }

    String date() {
        return oneOf(List.of(
                "2021-01-01",
                "2026-02-28T23:59:59Z",
                "2026-02-28T23:59:59.123Z",
                "2026-02-28T00:00:00",
                "2026-01-31Z"));
    }

    String country() {
        return "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + random.nextInt(26));
    }

    String contentType() {
        return oneOf(List.of("application/pdf", "text/plain", "application/vnd.ms-word.document"));
    }

    String sha256() {
        return HexFormat.of().formatHex(bytes(32));
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes(random.nextInt(40)));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A number of the typed part: any long, or any finite double in its shortest form. */
    JsonNode number() {
        if (random.nextBoolean()) {
            return LongNode.valueOf(
                    oneOf(List.of(0L, -1L, 100_000L, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong())));
        }
        double any = Double.longBitsToDouble(random.nextLong());
        double finite = Double.isFinite(any) ? any : random.nextGaussian();
        return DecimalNode.valueOf(new BigDecimal(
                Double.toString(oneOf(List.of(0.0, 5.0, 0.1, 1e22, Double.MIN_VALUE, Double.MAX_VALUE, finite)))));
    }

    /** A number of the open part: more digits and exponents than a double has. */
    JsonNode openNumber() {
        return switch (random.nextInt(4)) {
            case 0 -> number();
            case 1 -> BigIntegerNode.valueOf(new BigInteger(200, random).add(BigInteger.TWO.pow(64)));
            case 2 -> DecimalNode.valueOf(new BigDecimal(new BigInteger(120, random), random.nextInt(60) + 1));
            default -> DecimalNode.valueOf(new BigDecimal("1.2300E-" + random.nextInt(900)));
        };
    }

    /** Any JSON. */
    JsonNode open(int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> TextNode.valueOf(text());
            case 1 -> openNumber();
            case 2 -> BooleanNode.valueOf(random.nextBoolean());
            case 3 -> NullNode.instance;
            case 4 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(open(depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(), open(depth - 1));
                }
                yield object;
            }
        };
    }
}
