package courier.sandbox;

import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked;
import courier.sandbox.account.Ended;
import courier.sandbox.account.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Intents and what became of them as a table of text, no wider than {@value #MAX_WIDTH} columns. */
final class Table {
    static final int MAX_WIDTH = 140;

    private static final String GAP = "  ";
    private static final List<Column> COLUMNS = List.of(
            new Column("INTENT", 20),
            new Column("JOB", 21),
            new Column("INTEGRATION", 16),
            new Column("OUTCOME", 33),
            new Column("ATTEMPTS", 8),
            new Column("CODE OR APPLICATION", 32));

    private Table() {}

    /** Whatever is longer than the most that a column may have is cut. */
    private record Column(String head, int most) {
        String cut(String text) {
            return text.length() <= most ? text : text.substring(0, most - 1) + "…";
        }
    }

    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(COLUMNS.stream().map(Column::head).toList());
        rows.forEach(row -> lines.add(cut(cells(row))));
        int[] widths = IntStream.range(0, COLUMNS.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                padded.append(cell)
                        .append(" ".repeat(widths[column] - cell.length()))
                        .append(GAP);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> cut(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> COLUMNS.get(column).cut(cells.get(column)))
                .toList();
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        switch (row.asked()) {
            case Asked.Intent intent ->
                cells.addAll(List.of(
                        intent.identity().intent(),
                        intent.job(),
                        intent.identity().integration()));
            case Asked.Undecodable(Position at) ->
                cells.addAll(List.of("(bytes at " + at.partition() + "@" + at.offset() + ")", "-", "-"));
        }
        switch (row.ended()) {
            case null -> cells.addAll(List.of("open", "-", "-"));
            case Ended.Success success ->
                cells.addAll(List.of(
                        "success" + warnings(row),
                        Integer.toString(success.attempts()),
                        Objects.requireNonNullElse(success.applicationId(), "-")));
            case Ended.DeadLetter letter ->
                cells.addAll(List.of(
                        "dead letter" + (letter.inDoubt() ? ", in doubt" : "") + warnings(row),
                        Integer.toString(letter.attempts()),
                        letter.code()));
        }
        return cells;
    }

    private static String warnings(Row row) {
        List<String> codes = row.warnings();
        return switch (codes.size()) {
            case 0 -> "";
            case 1 -> ", 1 warning: " + codes.getFirst();
            default -> ", " + codes.size() + " warnings: " + String.join(", ", codes);
        };
    }
}
