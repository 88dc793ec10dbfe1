package courier.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of cells as lines of text, in which the cells of a column begin below one another. */
final class Columns {

    private static final int GAP = 2;

    private Columns() {}

    /** The rows, which all have as many cells, without a line's end behind the last. */
    static String text(List<List<String>> rows) {
        return rows.stream().map(row -> line(row, rows)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < row.size() - 1; i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(each -> each.get(column).length())
                    .max()
                    .orElse(0);
            out.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + GAP));
        }
        return out.append(row.getLast()).toString().stripTrailing();
    }
}
