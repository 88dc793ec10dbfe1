package courier.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows a request's body to a person: indented, and with the beginnings of its files only. */
final class BodyText {

    private static final int LONGEST = 64;
    private static final int SHOWN = 24;

    private static final Pattern FILE =
            Pattern.compile("/(attachments/\\d+|screening_question_answers/\\d+/answer)/data");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private BodyText() {}

    /**
     * The body for reading: the same JSON, but for its files.
     *
     * @param unopened what to show, in angle brackets, in the place of these files
     */
    static String shown(byte[] body, Map<String, String> unopened) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = JSON.createParser(body);
                JsonGenerator out = JSON.createGenerator(text)) {
            out.setPrettyPrinter(
                    new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));
            while (parser.nextToken() != null) {
                copy(parser, out, unopened);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a body that was built is JSON, and memory takes it", e);
        }
        return Printable.of(text.toString());
    }

    private static void copy(JsonParser parser, JsonGenerator out, Map<String, String> unopened) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            out.writeString(
                    FILE.matcher(pointer).matches() ? file(pointer, parser.getText(), unopened) : parser.getText());
        } else if (parser.currentToken().isNumeric()) {
            // as it stands, with every digit
            out.writeNumber(parser.getText());
        } else {
            out.copyCurrentEvent(parser);
        }
    }

    private static String file(String pointer, String base64, Map<String, String> unopened) {
        String known = unopened.get(pointer);
        if (known != null) {
            return "<" + known + ">";
        }
        return base64.length() <= LONGEST
                ? base64
                : base64.substring(0, SHOWN) + "... <" + base64.length() + " characters of Base64>";
    }
}
