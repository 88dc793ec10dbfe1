package courier.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.replay.Found.Letter;
import courier.replay.Groups;
import courier.replay.Groups.Group;
import courier.replay.Trait;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints dead letters one after the other, or the groups that they were counted in. */
final class LetterPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDEST = 40;

    private final PrintWriter out;
    private final Format format;
    private final Disclosure disclosure;
    private final Csv csv;
    private long printed;

    /** As it is written on the command line. */
    enum Format {
        table,
        json,
        csv
    }

    LetterPrinter(PrintWriter out, Format format, Disclosure disclosure) {
        this.out = out;
        this.format = format;
        this.disclosure = disclosure;
        this.csv = new Csv(out);
    }

    void print(Letter letter) {
        if (printed++ == 0) {
            head();
        }
        switch (format) {
            case table -> out.println(LetterColumn.row(letter));
            case json -> out.println(LetterJson.line(letter, disclosure));
            case csv -> csv.row(LetterColumn.cells(letter));
        }
    }

    private void head() {
        switch (format) {
            case table -> out.println(LetterColumn.head());
            case json -> {}
            case csv -> csv.row(LetterColumn.names());
        }
    }

    /** After the last one. */
    void end() {
        if (printed == 0 && format == Format.csv) {
            head();
        }
        if (format == Format.table) {
            out.println(printed == 0 ? "No dead letters." : "dead letters: " + printed);
        }
        out.flush();
    }

    void print(Groups groups, int top) {
        List<Group> largest = groups.largest(top);
        switch (format) {
            case table -> table(groups, largest);
            case json -> largest.forEach(group -> out.println(json(groups.traits(), group)));
            case csv -> {
                csv.row(names(groups));
                largest.forEach(group -> csv.row(cells(group)));
            }
        }
        out.flush();
    }

    private void table(Groups groups, List<Group> largest) {
        if (groups.letters() == 0) {
            out.println("No dead letters.");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(names(groups).stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('_', ' '))
                .toList());
        largest.forEach(group -> lines.add(shown(cells(group))));
        out.println(Columns.text(lines));
        String kept = groups.uncounted() == 0 ? "" : ", in groups that are not kept: " + groups.uncounted();
        out.println("dead letters: " + groups.letters() + ", groups: " + groups.size() + ", shown: " + largest.size()
                + kept);
    }

    /** Ids are strangers' texts: safe to look at, on one line, and cut where they are long. */
    private static List<String> shown(List<String> cells) {
        return cells.stream()
                .map(cell -> LetterColumn.padded(cell, WIDEST).stripTrailing())
                .toList();
    }

    private static List<String> names(Groups groups) {
        List<String> names = new ArrayList<>(groups.traits().stream()
                .map(trait -> trait.text().replace('-', '_'))
                .toList());
        names.addAll(List.of("count", "in_doubt_count", "first", "last"));
        return names;
    }

    private static List<String> cells(Group group) {
        List<String> cells = new ArrayList<>(group.values());
        cells.addAll(List.of(
                Long.toString(group.count()), Long.toString(group.inDoubt()), time(group.first()), time(group.last())));
        return cells;
    }

    private static ObjectNode json(List<Trait> traits, Group group) {
        ObjectNode json = JSON.createObjectNode();
        for (int i = 0; i < traits.size(); i++) {
            json.put(traits.get(i).text().replace('-', '_'), group.values().get(i));
        }
        return json.put("count", group.count())
                .put("in_doubt_count", group.inDoubt())
                .put("first", time(group.first()))
                .put("last", time(group.last()));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
