package courier.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the guarantees, whose tables the tests draw up. */
public final class Page {

    private static final Path FILE = Path.of("docs", "guarantees.md");

    private Page() {}

    /** Prints a table and keeps it below {@code target}; with {@code -Dchaos.update=true} writes it into the page. */
    public static synchronized void publish(String name, String table) {
        System.out.println(table);
        try {
            Files.writeString(Path.of("target", name + ".md"), table);
            if (Boolean.getBoolean("chaos.update")) {
                Files.writeString(FILE, replaced(Files.readString(FILE), name, table));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page with another table between the marks of that name. */
    static String replaced(String page, String name, String table) {
        String open = "<!-- " + name + ": begin -->\n";
        String close = "<!-- " + name + ": end -->";
        int begin = page.indexOf(open);
        int end = page.indexOf(close);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(FILE + " has no place for the table: " + open.strip() + " and " + close);
        }
        return page.substring(0, begin) + open + table + page.substring(end);
    }
}
