package courier.observed;

import com.fasterxml.jackson.databind.JsonNode;
import courier.observed.Prometheus.Series;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the panels of the dashboard where its layout has them, with what Prometheus answered to their queries. It is
 * not Grafana: it shows that each query has something to show.
 */
final class DashboardPicture {

    private static final int WIDTH = 1_440;
    private static final int UNIT = 27;
    private static final int GAP = 6;
    private static final int HEAD = 26;
    private static final int LEGEND = 13;
    private static final int LEGENDS_MAX = 4;
    private static final List<String> COLOURS = List.of(
            "#2f6bbd", "#c9252d", "#2c8a58", "#b87900", "#7a4fb5", "#12808f", "#a8457e", "#5d6b2f", "#6b7480",
            "#d2691e");

    private final StringBuilder svg = new StringBuilder();
    private final double from;
    private final double to;

    /**
     * What a query answered.
     *
     * @param legend as the panel names a series
     */
    record Line(String legend, Series series) {}

    DashboardPicture(Instant from, Instant to) {
        this.from = from.getEpochSecond();
        this.to = to.getEpochSecond();
    }

    /** The picture, as SVG. */
    String of(JsonNode dashboard, Map<Integer, List<Line>> answers) {
        int rows = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            rows = Math.max(
                    rows,
                    panel.at("/gridPos/y").asInt() + panel.at("/gridPos/h").asInt());
            draw(panel, answers.getOrDefault(panel.get("id").asInt(), List.of()));
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11" fill="#505a66">
            <rect width="100%%" height="100%%" fill="#f4f5f7"/>
            %s</svg>
            """.formatted(WIDTH, rows * UNIT + GAP, svg);
    }

    private void draw(JsonNode panel, List<Line> lines) {
        double unit = (WIDTH - GAP) / 24.0;
        double x = GAP + panel.at("/gridPos/x").asInt() * unit;
        int y = GAP + panel.at("/gridPos/y").asInt() * UNIT;
        double width = panel.at("/gridPos/w").asInt() * unit - GAP;
        int height = panel.at("/gridPos/h").asInt() * UNIT - GAP;
        String title = panel.get("title").asText();
        if (panel.get("type").asText().equals("row")) {
            text(x, y + 15, "font-size=\"14\" font-weight=\"bold\" fill=\"#14181d\"", title);
            return;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"%d\" rx=\"4\" fill=\"#fff\" stroke=\"#d3d8df\"/>%n",
                x,
                y,
                width,
                height));
        text(x + 10, y + 17, "font-size=\"12\" font-weight=\"bold\" fill=\"#14181d\"", title);
        String kind = panel.at("/fieldConfig/defaults/unit").asText("short");
        if (panel.get("type").asText().equals("stat")) {
            String value = lines.isEmpty() ? "no data" : words(last(lines.getFirst()), kind);
            text(x + 10, y + height - 22, "font-size=\"30\" fill=\"#14181d\"", value);
        } else {
            chart(new Box(x + 56, y + HEAD, width - 68, height - HEAD - 26 - LEGEND * 2), lines, kind);
        }
    }

    private record Box(double x, double y, double width, double height) {}

    private void chart(Box box, List<Line> lines, String kind) {
        double most = lines.stream()
                .flatMap(line -> line.series().points().values().stream())
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        double top = most <= 0 ? 1 : most * 1.08;
        for (int i = 0; i <= 2; i++) {
            double y = box.y() + box.height() * (2 - i) / 2;
            svg.append(String.format(
                    Locale.ROOT, "<path d=\"M%.0f %.0fh%.0f\" stroke=\"#e6e9ed\"/>%n", box.x(), y, box.width()));
            text(box.x() - 6, y + 4, "text-anchor=\"end\"", words(top * i / 2, kind));
        }
        text(box.x(), box.y() + box.height() + 13, "", clock(from));
        text(box.x() + box.width(), box.y() + box.height() + 13, "text-anchor=\"end\"", clock(to));
        List<Line> busiest = new ArrayList<>(lines);
        busiest.sort((a, b) -> Double.compare(sum(b), sum(a)));
        for (int i = busiest.size() - 1; i >= 0; i--) {
            curve(box, busiest.get(i), top, COLOURS.get(i % COLOURS.size()));
        }
        legend(box, busiest);
    }

    private void curve(Box box, Line line, double top, String colour) {
        StringBuilder path = new StringBuilder();
        char pen = 'M';
        for (Map.Entry<Double, Double> point : line.series().points().entrySet()) {
            if (!Double.isFinite(point.getValue())) {
                pen = 'M';
                continue;
            }
            double x = box.x() + box.width() * (point.getKey() - from) / (to - from);
            double y = box.y() + box.height() * (1 - point.getValue() / top);
            path.append(pen).append(Math.round(x)).append(' ').append(Math.round(y));
            pen = 'L';
        }
        svg.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke-width=\"1.4\" stroke=\"")
                .append(colour)
                .append("\"/>\n");
    }

    private void legend(Box box, List<Line> lines) {
        double x = box.x() - 46;
        double y = box.y() + box.height() + 28;
        double column = (box.width() + 46) / 2;
        for (int i = 0; i < Math.min(LEGENDS_MAX, lines.size()); i++) {
            double left = x + column * (i % 2);
            double base = y + LEGEND * (i / 2);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.0f\" y=\"%.0f\" width=\"9\" height=\"3\" fill=\"%s\"/>%n",
                    left,
                    base - 5,
                    COLOURS.get(i % COLOURS.size())));
            boolean more = i == LEGENDS_MAX - 1 && lines.size() > LEGENDS_MAX;
            String name = lines.get(i).legend() + (more ? ", and " + (lines.size() - LEGENDS_MAX) + " more" : "");
            int fits = (int) (column / 6.2) - 3;
            text(left + 13, base, "", name.length() > fits ? name.substring(0, fits - 1) + "…" : name);
        }
    }

    private void text(double x, double y, String attributes, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" %s>%s</text>%n",
                x,
                y,
                attributes,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static double last(Line line) {
        return line.series().points().values().stream()
                .filter(Double::isFinite)
                .reduce((_, latest) -> latest)
                .orElse(Double.NaN);
    }

    private static double sum(Line line) {
        return line.series().points().values().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static String clock(double seconds) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
                .format(Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC));
    }

    private static String words(double value, String kind) {
        return switch (kind) {
            case "s" ->
                value >= 120
                        ? plain(value / 60) + " min"
                        : value >= 1 || value == 0 ? plain(value) + " s" : plain(value * 1_000) + " ms";
            case "bytes" -> plain(value / 1_000_000) + " MB";
            case "percentunit" -> plain(value * 100) + " %";
            case "reqps" -> plain(value) + "/s";
            default -> plain(value);
        };
    }

    private static String plain(double value) {
        return String.format(
                Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%.0f" : value >= 10 ? "%.1f" : "%.2g", value);
    }
}
