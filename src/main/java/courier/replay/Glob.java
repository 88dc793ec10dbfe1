package courier.replay;

/**
 * A pattern for codes and ids: {@code *} stands for any text, {@code ?} for any character, all else for itself.
 *
 * @param text as it was written
 */
public record Glob(String text) {

    /** Whether the whole of a text fits. Takes time in proportion to both lengths at worst. */
    public boolean matches(String candidate) {
        int at = 0;
        int pattern = 0;
        int star = -1;
        int retry = 0;
        while (at < candidate.length()) {
            if (pattern < text.length() && text.charAt(pattern) == '*') {
                star = pattern++;
                retry = at;
            } else if (pattern < text.length() && fits(text.charAt(pattern), candidate.charAt(at))) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        return text.substring(pattern).chars().allMatch(rest -> rest == '*');
    }

    private static boolean fits(char wanted, char found) {
        return wanted == '?' || wanted == found;
    }
}
