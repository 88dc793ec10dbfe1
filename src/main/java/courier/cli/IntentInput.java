package courier.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts files into the texts of single intents, byte by byte as they are: whether one is read strictly is decided where
 * intents are parsed, and not by having been part of an array.
 */
final class IntentInput {

    private static final String STANDARD_INPUT = "-";
    private static final JsonFactory JSON = new JsonFactory();

    private final InputStream standardInput;

    IntentInput(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /** One intent's text, or a place where there is none. */
    sealed interface Piece {
        /**
         * A text that may be an intent.
         *
         * @param where for a person
         * @param folder where its relative references start
         */
        record Json(String where, byte[] text, Path folder) implements Piece {
            /** Without the text: it is about a person. */
            @Override
            public String toString() {
                return "Json[" + where + "]";
            }
        }

        record Unreadable(String where, String why) implements Piece {}
    }

    List<Piece> read(String file) {
        try {
            if (file.equals(STANDARD_INPUT)) {
                return lines(standardInput.readAllBytes());
            }
            Path path = Path.of(file).toAbsolutePath();
            return elements(file, Files.readAllBytes(path), Objects.requireNonNullElse(path.getParent(), path));
        } catch (JsonProcessingException e) {
            // the parser's message would quote the text
            return unreadable(
                    file,
                    "is no JSON from line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            return unreadable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (InvalidPathException _) {
            return unreadable(file, "is no file's name");
        }
    }

    private static List<Piece> unreadable(String where, String why) {
        return List.of(new Piece.Unreadable(where, why));
    }

    private static List<Piece> lines(byte[] bytes) {
        List<Piece> pieces = new ArrayList<>();
        Path folder = Path.of("").toAbsolutePath();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                pieces.add(new Piece.Json("line " + number, line.getBytes(StandardCharsets.UTF_8), folder));
            }
        }
        return pieces.isEmpty() ? unreadable("standard input", "holds no intent") : pieces;
    }

    private static List<Piece> elements(String file, byte[] bytes, Path folder) throws IOException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                parser.nextToken();
                List<Piece> pieces = pieces(file, bytes, folder, parser, JsonToken.END_ARRAY);
                if (parser.nextToken() != null) {
                    return unreadable(file, "goes on behind the end of its array");
                }
                return pieces.isEmpty() ? unreadable(file, "holds no intent") : pieces;
            }
            List<Piece> pieces =
                    first == JsonToken.START_OBJECT ? pieces(file, bytes, folder, parser, null) : List.of();
            return pieces.size() > 1 ? pieces : List.of(new Piece.Json(file, bytes, folder));
        }
    }

    /** From the present token on. */
    private static List<Piece> pieces(
            String file, byte[] bytes, Path folder, JsonParser parser, @Nullable JsonToken end) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        while (parser.currentToken() != end) {
            int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
            parser.finishToken();
            int to = Math.toIntExact(parser.currentLocation().getByteOffset());
            String where = file + "[" + pieces.size() + "]";
            pieces.add(new Piece.Json(where, Arrays.copyOfRange(bytes, from, to), folder));
            parser.nextToken();
        }
        return pieces;
    }
}
