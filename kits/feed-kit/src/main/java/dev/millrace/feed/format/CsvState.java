package dev.millrace.feed.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a resumed file needs beside its position, as a text: {@code utf-8:id,name}, or {@code utf-8=12.50:id,name} with the
 * sum of a column so far.
 *
 * @param encoding as the start of the file told it
 * @param sum empty where nothing is added up, or {@code ?} where a record could not be
 * @param columns empty while no record told how many there are
 */
record CsvState(Encoding encoding, String sum, List<String> columns) {

    CsvState {
        columns = List.copyOf(columns);
    }

    static CsvState parse(String text, String source) {
        int colon = text.indexOf(':');
        String[] head = text.substring(0, Math.max(colon, 0)).split("=", 2);
        Encoding encoding = Resume.encoding(head[0], source, CsvFormat.NAME);
        List<String> columns = new ArrayList<>();
        try {
            for (String name : text.substring(colon + 1).split(",", -1)) {
                columns.add(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw Resume.unreadable(source, CsvFormat.NAME, e);
        }
        return new CsvState(
                encoding, head.length > 1 ? head[1] : "", columns.equals(List.of("")) ? List.of() : columns);
    }

    /** Printable, and short: only what would be taken for something else is escaped. */
    String text() {
        return text(encoding, sum, text(columns));
    }

    /** The same of columns that {@link #text(List)} wrote, for where the sum changes with every record. */
    static String text(Encoding encoding, String sum, String columns) {
        return encoding.name() + (sum.isEmpty() ? "" : "=") + sum + ":" + columns;
    }

    /** The columns alone. */
    static String text(List<String> columns) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            text.append(i == 0 ? "" : ",");
            columns.get(i).chars().forEach(c -> escape((char) c, text));
        }
        return text.toString();
    }

    private static void escape(char c, StringBuilder text) {
        if (c < ' ' || c == 0x7F || c == ',' || c == '%') {
            text.append(String.format("%%%02X", (int) c));
        } else {
            text.append(c);
        }
    }
}
