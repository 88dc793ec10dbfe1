package courier.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a scenario came to.
 *
 * @param name by which it is picked
 * @param story what was done and how it was measured, as paragraphs of Markdown
 * @param conditions under which it was measured: machine, versions, settings, sizes, seeds
 * @param remarks what a reader should know of this run in particular
 */
public record Result(
        String name,
        String title,
        String story,
        SequencedMap<String, String> conditions,
        List<Table> tables,
        List<Bound> bounds,
        List<Picture> pictures,
        List<String> remarks) {

    public Result {
        conditions = new LinkedHashMap<>(conditions);
        tables = List.copyOf(tables);
        bounds = List.copyOf(bounds);
        pictures = List.copyOf(pictures);
        remarks = List.copyOf(remarks);
    }

    /** Whether all bounds were kept. */
    public boolean kept() {
        return bounds.stream().allMatch(Bound::met);
    }

    /** Its part of the report. */
    public String markdown() {
        StringBuilder text = new StringBuilder("## " + title + "\n\n" + story.strip() + "\n");
        for (Table table : tables) {
            text.append("\n").append(table.caption()).append("\n\n").append(table.markdown());
        }
        if (!bounds.isEmpty()) {
            text.append("\nBounds:\n\n");
            bounds.forEach(bound -> text.append(
                    "- **%s** %s: %s\n".formatted(bound.met() ? "met" : "NOT MET", bound.promise(), bound.measured())));
        }
        pictures.forEach(picture -> text.append("\n![%s](%s)\n".formatted(picture.caption(), picture.file())));
        if (!remarks.isEmpty()) {
            text.append("\n");
            remarks.forEach(remark -> text.append("- ").append(remark).append("\n"));
        }
        text.append("\n<details><summary>Conditions</summary>\n\n")
                .append(conditions.entrySet().stream()
                        .map(entry -> "- %s: %s".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("\n")))
                .append("\n\n</details>\n");
        return text.toString();
    }

    /** The same measured under more conditions, told before its own. */
    public Result under(Map<String, String> more) {
        SequencedMap<String, String> all = new LinkedHashMap<>(more);
        all.putAll(conditions);
        return new Result(name, title, story, all, tables, bounds, pictures, remarks);
    }
}
