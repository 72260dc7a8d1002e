package dev.millrace.ops.setaside;

import dev.millrace.ops.dlq.HeaderText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key or a value for a person to read, as it stands: a layout that is made anew could hide what is wrong with it.
 *
 * @param form text or bytes; none for a null
 * @param text the content: bytes as a listing of hexadecimal digits and characters
 * @param size in bytes
 * @param cut whether only its beginning is shown
 */
record ValueText(String form, String text, int size, boolean cut) {

    /** Characters, or bytes, that are shown. */
    static final int MOST = 65_536;

    private static final int LINE = 16;

    static ValueText of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new ValueText("none", "", 0, false);
        }
        Optional<String> text = HeaderText.text(bytes);
        if (text.isPresent()) {
            boolean cut = text.get().length() > MOST;
            return new ValueText("text", cut ? text.get().substring(0, MOST) : text.get(), bytes.length, cut);
        }
        boolean cut = bytes.length > MOST;
        return new ValueText("bytes", listing(cut ? Arrays.copyOf(bytes, MOST) : bytes), bytes.length, cut);
    }

    private static String listing(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += LINE) {
            StringBuilder digits = new StringBuilder();
            StringBuilder signs = new StringBuilder();
            for (int i = at; i < Math.min(bytes.length, at + LINE); i++) {
                digits.append(String.format(Locale.ROOT, "%02x ", bytes[i]));
                signs.append(bytes[i] >= 32 && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            lines.append(String.format(Locale.ROOT, "%08x  %-48s %s\n", at, digits, signs));
        }
        return lines.toString();
    }
}
