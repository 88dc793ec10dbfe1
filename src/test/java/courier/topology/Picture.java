package courier.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the description that Kafka Streams gives of a topology, and draws it in Mermaid's language. Pure. */
final class Picture {

    private static final Pattern SUB_TOPOLOGY = Pattern.compile("\\s*Sub-topology: (\\d+).*");
    private static final Pattern NODE =
            Pattern.compile("\\s*(Source|Processor|Sink): (\\S+) \\((?:topics?|stores): \\[?([^\\])]*)]?\\)");
    private static final Pattern ARROW = Pattern.compile("\\s*--> (.*)");

    private final Map<String, List<Node>> parts;

    private Picture(Map<String, List<Node>> parts) {
        this.parts = parts;
    }

    private enum Kind {
        SOURCE,
        PROCESSOR,
        SINK
    }

    /** A node, with its topics or stores and the nodes behind it. */
    private record Node(Kind kind, String name, List<String> things, List<String> next) {}

    static Picture of(String description) {
        Map<String, List<Node>> parts = new LinkedHashMap<>();
        List<Node> part = new ArrayList<>();
        for (String line : description.lines().toList()) {
            Matcher sub = SUB_TOPOLOGY.matcher(line);
            Matcher node = NODE.matcher(line);
            Matcher arrow = ARROW.matcher(line);
            if (sub.matches()) {
                part = parts.computeIfAbsent(sub.group(1), _ -> new ArrayList<>());
            } else if (node.matches()) {
                Kind kind = Kind.valueOf(node.group(1).toUpperCase(Locale.ROOT));
                part.add(new Node(kind, node.group(2), list(node.group(3)), new ArrayList<>()));
            } else if (arrow.matches()) {
                part.getLast().next().addAll(list(arrow.group(1)));
            }
        }
        return new Picture(parts);
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty() && !item.equals("none"))
                .toList();
    }

    /** Names of all nodes. */
    List<String> names() {
        return nodes().map(Node::name).toList();
    }

    /** Topics that the topology writes and reads again: Kafka Streams makes them. */
    Set<String> repartitions() {
        Set<String> both = things(Kind.SOURCE);
        both.retainAll(things(Kind.SINK));
        return both;
    }

    /** Stores; each has a changelog. */
    Set<String> stores() {
        return things(Kind.PROCESSOR);
    }

    private Set<String> things(Kind kind) {
        Set<String> things = new TreeSet<>();
        nodes().filter(node -> node.kind() == kind).forEach(node -> things.addAll(node.things()));
        return things;
    }

    private Stream<Node> nodes() {
        return parts.values().stream().flatMap(List::stream);
    }

    /** The picture: topics have double sides, stores are cylinders, and each sub-topology has its frame. */
    String mermaid() {
        StringBuilder out = new StringBuilder("flowchart TD\n");
        topics().forEach(topic ->
                out.append("  ").append(id(topic)).append("[[\"").append(topic).append("\"]]\n"));
        parts.forEach((number, part) -> {
            out.append("  subgraph part").append(number);
            out.append(" [\"sub-topology ").append(number).append("\"]\n");
            part.forEach(node -> frame(node, out));
            out.append("  end\n");
        });
        nodes().forEach(node -> outside(node, out));
        return out.toString();
    }

    private Set<String> topics() {
        Set<String> topics = things(Kind.SOURCE);
        topics.addAll(things(Kind.SINK));
        return topics;
    }

    private static void frame(Node node, StringBuilder out) {
        out.append("    ").append(id(node)).append("([\"").append(node.name()).append("\"])\n");
        if (node.kind() == Kind.PROCESSOR) {
            for (String store : node.things()) {
                out.append("    ")
                        .append(id("store " + store))
                        .append("[(\"")
                        .append(store)
                        .append("\")]\n");
                out.append("    ")
                        .append(id(node))
                        .append(" --- ")
                        .append(id("store " + store))
                        .append('\n');
            }
        }
        node.next()
                .forEach(next -> out.append("    ")
                        .append(id(node))
                        .append(" --> ")
                        .append(id("node " + next))
                        .append('\n'));
    }

    private static void outside(Node node, StringBuilder out) {
        for (String topic : node.kind() == Kind.PROCESSOR ? List.<String>of() : node.things()) {
            String from = node.kind() == Kind.SOURCE ? id(topic) : id(node);
            String to = node.kind() == Kind.SOURCE ? id(node) : id(topic);
            out.append("  ").append(from).append(" --> ").append(to).append('\n');
        }
    }

    private static String id(Node node) {
        return id("node " + node.name());
    }

    /** Letters, digits and underscores are all that Mermaid takes for sure. */
    private static String id(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_");
    }
}
