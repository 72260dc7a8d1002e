package dev.millrace.feed.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** How records lie in a JSON file. */
enum JsonLayout {
    /** One document in each line (NDJSON, JSON Lines). */
    LINES("lines"),
    /** Documents one behind the other, with or without white space between them. */
    DOCUMENTS("documents"),
    /** One array, each element a record. */
    ARRAY("array");

    private final String text;

    JsonLayout(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static Optional<JsonLayout> of(String text) {
        return Arrays.stream(values())
                .filter(layout -> layout.text.equals(text))
                .findFirst();
    }

    /**
     * Looks ahead: an array where the first character opens one, lines where the first document ends on its line and
     * nothing follows it there, documents otherwise.
     */
    static JsonLayout detect(ByteWindow window, int maxBytes) throws IOException {
        int at = 0;
        while (at <= maxBytes && window.holds(at + 1) && JsonScanner.isSpace(byteAt(window, at))) {
            at++;
        }
        if (!window.holds(at + 1)) {
            return DOCUMENTS;
        }
        if (byteAt(window, at) == '[') {
            return ARRAY;
        }
        JsonScanner first = new JsonScanner(window, maxBytes);
        if (first.find(at) != JsonScanner.Found.VALUE || first.lines() > 0) {
            return DOCUMENTS;
        }
        at = first.end();
        while (window.holds(at + 1) && (byteAt(window, at) == ' ' || byteAt(window, at) == '\t')) {
            at++;
        }
        return !window.holds(at + 1) || JsonScanner.isSpace(byteAt(window, at)) ? LINES : DOCUMENTS;
    }

    private static byte byteAt(ByteWindow window, int at) {
        return window.bytes()[window.from() + at];
    }
}
