package courier.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code ledger/late-records.csv} expects of a cell of the table of late records. */
record LateRecordCell(
        LateRecords.State state,
        LateRecords.Kind kind,
        String nonce,
        String next,
        List<String> unresolved,
        List<String> effects) {

    static List<LateRecordCell> all() throws IOException {
        try (InputStream csv = LateRecordCell.class.getResourceAsStream("/ledger/late-records.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("state,"))
                    .map(line -> line.split(",", -1))
                    .map(field -> new LateRecordCell(
                            LateRecords.State.valueOf(field[0]),
                            LateRecords.Kind.valueOf(field[1]),
                            field[2],
                            field[3],
                            words(field[4]),
                            words(field[5])))
                    .toList();
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
