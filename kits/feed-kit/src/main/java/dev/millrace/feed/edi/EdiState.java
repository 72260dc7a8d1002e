package dev.millrace.feed.edi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk stands between two segments; what a resumed one needs beside the position.
 *
 * @param separators null before the first segment
 * @param begun whether anything was read
 * @param interchanges whether an interchange began
 * @param loose whether the last segment stood outside of all transaction sets, and was reported
 */
record EdiState(
        EdiStandard standard,
        @Nullable Separators separators,
        boolean begun,
        boolean interchanges,
        boolean loose,
        @Nullable Opened interchange,
        @Nullable Opened group,
        @Nullable Opened transaction) {

    /** How many the text has. */
    static final int PARTS = 6;

    private static final String NOTHING = "-";

    /**
     * A unit that is not closed yet.
     *
     * @param text the header's bytes, each as the character of its number
     */
    record Opened(String text, long segments, long groups, long transactions) {

        static @Nullable Opened of(@Nullable Unit unit) {
            return unit == null ? null : new Opened(unit.text(), unit.segments(), unit.groups(), unit.transactions());
        }

        private void write(StringBuilder text) {
            text.append(segments)
                    .append('.')
                    .append(groups)
                    .append('.')
                    .append(transactions)
                    .append('.');
            escape(this.text, text);
        }

        private static @Nullable Opened parse(String text) {
            if (text.equals(NOTHING)) {
                return null;
            }
            String[] parts = text.split("\\.", 4);
            return new Opened(
                    unescape(parts[3]), Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }

    /** Printable ASCII without blanks and semicolons, in six parts with semicolons between. */
    String text() {
        StringBuilder text = new StringBuilder(256);
        text.append(standard).append(';');
        text.append(separators == null ? NOTHING : separators.text()).append(';');
        text.append(begun ? 'b' : NOTHING).append(interchanges ? 'i' : NOTHING).append(loose ? 'l' : NOTHING);
        for (Opened unit : units()) {
            text.append(';');
            if (unit == null) {
                text.append(NOTHING);
            } else {
                unit.write(text);
            }
        }
        return text.toString();
    }

    private List<@Nullable Opened> units() {
        List<@Nullable Opened> units = new ArrayList<>();
        units.add(interchange);
        units.add(group);
        units.add(transaction);
        return units;
    }

    /** @throws RuntimeException when the text is none of {@link #text()} */
    static EdiState parse(List<String> parts) {
        String flags = parts.get(2);
        return new EdiState(
                EdiStandard.valueOf(parts.get(0)),
                parts.get(1).equals(NOTHING) ? null : Separators.parse(parts.get(1)),
                flags.charAt(0) == 'b',
                flags.charAt(1) == 'i',
                flags.charAt(2) == 'l',
                Opened.parse(parts.get(3)),
                Opened.parse(parts.get(4)),
                Opened.parse(parts.get(5)));
    }

    static void escape(String value, StringBuilder text) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == ';' || c == '%' || c == '+' || c == ',') {
                text.append('%').append(Character.forDigit((c >> 4) & 0xF, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                text.append(c);
            }
        }
    }

    static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    }
}
