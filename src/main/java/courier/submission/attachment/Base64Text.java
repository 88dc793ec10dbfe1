package courier.submission.attachment;

import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;

/** The file in a Base64 text, without a copy of either. For one thread. */
final class Base64Text extends InputStream {

    private final String text;
    private int position;

    private Base64Text(String text) {
        this.text = text;
    }

    /** Whether a text is Base64 as an encoder writes it, so that it comes out again as it went in. */
    static boolean isCanonical(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            return false;
        }
        int digits = length;
        while (digits > 0 && digits > length - 2 && text.charAt(digits - 1) == '=') {
            digits--;
        }
        for (int i = 0; i < digits; i++) {
            if (valueOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        int unused = (length - digits) * 2;
        return unused == 0 || (valueOf(text.charAt(digits - 1)) & ((1 << unused) - 1)) == 0;
    }

    private static int valueOf(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    static long decodedLength(String canonical) {
        int padding = canonical.endsWith("==") ? 2 : canonical.endsWith("=") ? 1 : 0;
        return canonical.length() / 4 * 3L - padding;
    }

    /** The decoded bytes. */
    static InputStream decoded(String canonical) {
        return Base64.getDecoder().wrap(new Base64Text(canonical));
    }

    @Override
    public int read() {
        return position < text.length() ? text.charAt(position++) : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length > 0 && position >= text.length()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = (byte) text.charAt(position++);
        }
        return count;
    }
}
