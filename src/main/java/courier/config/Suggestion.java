package courier.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that somebody probably meant. Stateless. */
public final class Suggestion {

    private Suggestion() {}

    /** The nearest of the names, if one is near: a third of its letters wrong, or its section forgotten. */
    public static Optional<String> nearest(String written, Stream<String> names) {
        String plain = plain(written);
        return names.map(name -> new Candidate(name, distance(plain, name)))
                .filter(candidate ->
                        candidate.distance() * 3 <= plain(candidate.name()).length())
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    private static int distance(String plain, String name) {
        String withoutSection = name.substring(name.indexOf('.') + 1);
        int whole = edits(plain, plain(name));
        return plain.equals(plain(withoutSection)) ? Math.min(whole, 1) : whole;
    }

    /** Spelling of the separators is not a difference. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Levenshtein's distance, row by row. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
