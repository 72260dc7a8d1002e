package dev.millrace.feed.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a resumed file needs beside its position, as a text: {@code utf-8:id,name}.
 *
 * @param encoding as the start of the file told it
 * @param columns empty while no record told how many there are
 */
record CsvState(Encoding encoding, List<String> columns) {

    CsvState {
        columns = List.copyOf(columns);
    }

    static CsvState parse(String text, String source) {
        int colon = text.indexOf(':');
        Encoding encoding = Resume.encoding(text.substring(0, Math.max(colon, 0)), source, CsvFormat.NAME);
        List<String> columns = new ArrayList<>();
        try {
            for (String name : text.substring(colon + 1).split(",", -1)) {
                columns.add(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw Resume.unreadable(source, CsvFormat.NAME, e);
        }
        return new CsvState(encoding, columns.equals(List.of("")) ? List.of() : columns);
    }

    /** Printable, and short: only what would be taken for something else is escaped. */
    String text() {
        StringBuilder text = new StringBuilder(encoding.name()).append(':');
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
