package courier.admission;

/** What several rules ask of a text. */
final class Text {

    private Text() {}

    /** Whether there is a control character, a line or paragraph separator, or half of a surrogate pair. */
    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(codePoint -> switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        });
    }
}
