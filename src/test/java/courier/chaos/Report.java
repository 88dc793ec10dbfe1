package courier.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table of all runs: printed, kept as {@code target/chaos.md}, and on demand put into the guarantees' page. */
final class Report {

    private static final Path KEPT = Path.of("target", "chaos.md");
    private static final Path PAGE = Path.of("docs", "guarantees.md");
    private static final String BEGIN = "<!-- chaos: begin -->\n";
    private static final String END = "<!-- chaos: end -->";

    private Report() {}

    /** With {@code -Dchaos.update=true} the page is written, too. */
    static void publish(List<Result> results) {
        String table = Result.HEAD + results.stream().map(Result::row).collect(Collectors.joining());
        System.out.println(table);
        try {
            Files.writeString(KEPT, table);
            if (Boolean.getBoolean("chaos.update")) {
                Files.writeString(PAGE, replaced(Files.readString(PAGE), table));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page with another table between its marks. */
    static String replaced(String page, String table) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(PAGE + " has no place for the table: " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, begin) + BEGIN + table + page.substring(end);
    }
}
