package courier.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The page of the guarantees, whose tables the tests draw up. */
public final class Page {

    private static final Path FILE = Path.of("docs", "guarantees.md");

    private Page() {}

    /** Prints a table and keeps it below {@code target}; with {@code -Dchaos.update=true} writes it into the page. */
    public static void publish(String name, String table) {
        publish(name, _ -> table);
    }

    /** As above, a table that is made from the one of that name in the page. */
    public static synchronized void publish(String name, UnaryOperator<String> change) {
        try {
            String page = Files.readString(FILE);
            String table = change.apply(found(page, name));
            System.out.println(table);
            Files.writeString(Path.of("target", name + ".md"), table);
            if (Boolean.getBoolean("chaos.update")) {
                Files.writeString(FILE, replaced(page, name, table));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page with another table between the marks of that name. */
    static String replaced(String page, String name, String table) {
        return page.substring(0, begin(page, name)) + table + page.substring(end(page, name));
    }

    /** The table between the marks of that name. */
    private static String found(String page, String name) {
        return page.substring(begin(page, name), end(page, name));
    }

    private static int begin(String page, String name) {
        String open = "<!-- " + name + ": begin -->\n";
        return placed(page.indexOf(open), open) + open.length();
    }

    private static int end(String page, String name) {
        String close = "<!-- " + name + ": end -->";
        return placed(page.indexOf(close, begin(page, name)), close);
    }

    private static int placed(int index, String mark) {
        if (index < 0) {
            throw new IllegalStateException(FILE + " has no place for the table: " + mark.strip());
        }
        return index;
    }
}
