package courier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import courier.sandbox.account.Account;
import courier.sandbox.account.Account.Row;
import courier.sandbox.account.Asked;
import courier.sandbox.account.Asked.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The intents in a folder of JSON files.
 *
 * @param files in the order of their names, which is the order in which they are published
 * @param intents their ids, in the same order
 */
record Samples(List<Path> files, List<String> intents) {
    Samples {
        files = List.copyOf(files);
        intents = List.copyOf(intents);
    }

    static Samples in(Path folder) {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            Set<String> intents = new LinkedHashSet<>();
            for (Path file : files) {
                JsonNode content = json.readTree(file.toFile());
                intents.addAll(content.findValuesAsText("intent_id"));
            }
            return new Samples(files, List.copyOf(intents));
        } catch (IOException e) {
            throw new UncheckedIOException("The samples cannot be read from " + folder, e);
        }
    }

    /** The rows of an account as a reader of the folder expects them: the samples in order, then whatever else came. */
    List<Row> inOrder(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparingInt(this::rank)).toList();
    }

    /** The samples that the account does not know: a run that lost them must not pass for a good one. */
    List<String> missing(Account account) {
        Set<String> known = account.rows().stream()
                .map(Row::asked)
                .filter(Intent.class::isInstance)
                .map(asked -> ((Intent) asked).identity().intent())
                .collect(Collectors.toSet());
        return intents.stream().filter(intent -> !known.contains(intent)).toList();
    }

    private int rank(Row row) {
        return switch (row.asked()) {
            case Intent intent -> {
                int index = intents.indexOf(intent.identity().intent());
                yield index < 0 ? intents.size() : index;
            }
            case Asked.Undecodable _ -> intents.size() + 1;
        };
    }
}
