package courier.sandbox;

import courier.sandbox.account.Account;
import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked;
import courier.sandbox.account.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The account as a table of text. */
final class Table {
    private static final List<String> HEAD =
            List.of("INTENT", "JOB", "INTEGRATION", "OUTCOME", "ATTEMPTS", "CODE OR APPLICATION");

    private Table() {}

    static String of(Account account) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        account.rows().forEach(row -> lines.add(line(row)));
        int[] widths = IntStream.range(0, HEAD.size())
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
                padded.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> line(Row row) {
        List<String> cells = new ArrayList<>();
        switch (row.asked()) {
            case Asked.Intent intent ->
                cells.addAll(List.of(
                        intent.identity().intent(),
                        intent.job(),
                        intent.identity().integration()));
            case Asked.Undecodable undecodable -> cells.addAll(List.of("(" + undecodable.at() + ")", "-", "-"));
        }
        switch (row.ended()) {
            case null -> cells.addAll(List.of("open", "-", "-"));
            case Ended.Success success ->
                cells.addAll(List.of(
                        "success",
                        Integer.toString(success.attempts()),
                        Objects.requireNonNullElse(success.applicationId(), "-")));
            case Ended.DeadLetter letter ->
                cells.addAll(List.of(
                        letter.inDoubt() ? "dead letter, in doubt" : "dead letter",
                        Integer.toString(letter.attempts()),
                        letter.code()));
        }
        return cells;
    }
}
