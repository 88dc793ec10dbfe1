package courier.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import courier.sandbox.measure.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes results: JSON for programs, and the committed report, in which each scenario owns the part between its marks.
 */
public final class ResultFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPORT = "benchmarks.md";
    private static final String BEGINNING = """
            # Benchmarks

            How fast, how bounded, and how well one integration's trouble stays its own: measured on the real parts (a
            broker, a registry, a stand-in for Kombo and workers, each a process of its own) with `mvn -Pbench`. Each
            part below is written by its scenario with `-Dbench.update=true`. Figures of several repetitions are the
            median and, in brackets, the range. Times of a busy or shared machine say little: compare within a run.
            """;

    private final Path results;
    private final Path docs;

    /**
     * Files of a run.
     *
     * @param results for JSON and plots
     * @param docs for the committed report
     */
    public ResultFiles(Path results, Path docs) {
        this.results = results;
        this.docs = docs;
    }

    /** Writes a result as JSON. */
    public void write(Result result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", result.name()).put("title", result.title());
        json.set("conditions", JSON.valueToTree(result.conditions()));
        ArrayNode tables = json.putArray("tables");
        result.tables().forEach(table -> tables.add(json(table)));
        json.set("bounds", JSON.valueToTree(result.bounds()));
        json.set("remarks", JSON.valueToTree(result.remarks()));
        try {
            Files.createDirectories(results);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(results.resolve(result.name() + ".json").toFile(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a result into the committed report, in the place of the scenario's earlier one, with its plots. */
    public void publish(Result result) {
        Path report = docs.resolve(REPORT);
        try {
            String text = Files.exists(report) ? Files.readString(report) : BEGINNING;
            Files.writeString(report, replaced(text, result));
            for (Picture picture : result.pictures()) {
                Files.copy(
                        results.resolve(picture.file()),
                        docs.resolve(picture.file()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String report, Result result) {
        String begin = "<!-- bench: " + result.name() + " -->\n";
        String end = "<!-- end of " + result.name() + " -->\n";
        String part = begin + result.markdown() + end;
        int from = report.indexOf(begin);
        int until = report.indexOf(end);
        return from < 0 || until < from
                ? report + "\n" + part
                : report.substring(0, from) + part + report.substring(until + end.length());
    }

    private static ObjectNode json(Table table) {
        ObjectNode json = JSON.createObjectNode().put("caption", table.caption());
        ArrayNode rows = json.putArray("rows");
        table.rows().forEach(row -> {
            ObjectNode cells = rows.addObject();
            for (int column = 0; column < row.size(); column++) {
                put(cells, table.head().get(column), row.get(column));
            }
        });
        return json;
    }

    private static void put(ObjectNode cells, String name, Cell cell) {
        switch (cell) {
            case Cell.Word(String text) -> cells.put(name, text);
            case Cell.Figure(double value, int _) -> number(cells, name, value);
            case Cell.Figures(Spread spread, int _) -> {
                ObjectNode figures = cells.putObject(name);
                number(figures, "median", spread.median());
                number(figures, "least", spread.least());
                number(figures, "most", spread.most());
                figures.put("repetitions", spread.repetitions());
            }
        }
    }

    /** JSON has no word for what is no number. */
    private static void number(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.putNull(name);
        } else {
            json.put(name, value);
        }
    }
}
