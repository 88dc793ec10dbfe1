package courier.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of figures. */
public record Table(String caption, List<String> head, List<List<Cell>> rows) {

    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(caption + ": a row of " + row.size() + " cells under " + head);
            }
        }
    }

    /** As Markdown, its columns aligned so that it can be read as it is. */
    public String markdown() {
        List<List<String>> lines = Stream.concat(
                        Stream.of(head),
                        rows.stream().map(row -> row.stream().map(Cell::text).toList()))
                .toList();
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        StringBuilder text = new StringBuilder(line(head, widths));
        text.append(IntStream.range(0, head.size())
                .mapToObj(column ->
                        column == 0 ? "-".repeat(widths.get(column) + 2) : "-".repeat(widths.get(column) + 1) + ":")
                .collect(Collectors.joining("|", "|", "|\n")));
        lines.stream().skip(1).forEach(line -> text.append(line(line, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    String room = " ".repeat(widths.get(column) - cell.length());
                    return column == 0 ? " " + cell + room + " " : " " + room + cell + " ";
                })
                .collect(Collectors.joining("|", "|", "|\n"));
    }
}
