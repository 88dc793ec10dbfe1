package courier.guarantee;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Words that stand nowhere but in one person's application, and the search for them in whatever form they may have been
 * printed.
 */
final class Marks {

    private static final int WITHOUT_PADDING = 3;

    private final List<String> words;

    Marks(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** The lines in which one of the words stands: plain, in any case, percent-encoded, in Base64 or in hexadecimal. */
    List<String> in(String text) {
        List<String> forms =
                words.stream().flatMap(word -> forms(word).stream()).toList();
        return text.lines()
                .filter(line -> {
                    String lower = line.toLowerCase(Locale.ROOT);
                    return forms.stream().anyMatch(form -> line.contains(form) || lower.contains(form));
                })
                .toList();
    }

    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>();
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        forms.add(word.toLowerCase(Locale.ROOT));
        forms.add(URLEncoder.encode(word, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        forms.add(HexFormat.of().formatHex(bytes));
        for (int shift = 0; shift < WITHOUT_PADDING; shift++) {
            forms.add(inBase64(bytes, shift));
        }
        return forms;
    }

    /** Of the word's Base64 what does not depend on its neighbours, where it begins so many bytes after a group. */
    private static String inBase64(byte[] bytes, int shift) {
        byte[] shifted = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = shift == 0 ? 0 : shift + 1;
        int last = shifted.length % WITHOUT_PADDING == 0 ? text.length() : text.length() - 1;
        return text.substring(first, last);
    }
}
