package dev.millrace.feed.format;

import java.io.IOException;

/**
 * Finds where a JSON value ends by its brackets and quotes alone, in UTF-8 (whose longer characters hold no byte below
 * 128); whether what lies between is JSON is the parser's to say.
 */
final class JsonScanner {

    /** What {@link #find} came upon. */
    enum Found {
        VALUE,
        /** The stream ended inside the value. */
        UNFINISHED,
        /** The value is larger than the limit; {@link #discard} moves behind it. */
        TOO_LARGE
    }

    private final ByteWindow window;
    private final int maxBytes;
    private int at;
    private int begin;
    private int depth;
    private int lines;
    private boolean inText;
    private boolean escaped;
    private boolean scalar;
    private boolean complete;
    private boolean afterReturn;

    JsonScanner(ByteWindow window, int maxBytes) {
        this.window = window;
        this.maxBytes = maxBytes;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Finds the end of the value that begins at the offset from the window's start; it does not begin with a space. */
    Found find(int offset) throws IOException {
        begin = offset;
        at = offset;
        depth = 0;
        lines = 0;
        inText = false;
        escaped = false;
        scalar = false;
        afterReturn = false;
        complete = scan();
        while (!complete) {
            if (at - begin > maxBytes) {
                return Found.TOO_LARGE;
            }
            if (!window.more()) {
                if (!scalar) {
                    return Found.UNFINISHED;
                }
                complete = true;
            } else {
                complete = scan();
            }
        }
        return at - begin > maxBytes ? Found.TOO_LARGE : Found.VALUE;
    }

    /** The offset behind the value; the end of the bytes where it is unfinished. */
    int end() {
        return at;
    }

    /** The line ends inside the value. */
    int lines() {
        return lines;
    }

    /** Goes on from {@link Found#TOO_LARGE}, dropping what was found; returns how many bytes were dropped. */
    long discard() throws IOException {
        long dropped = 0;
        while (true) {
            dropped += at;
            window.consume(at);
            at = 0;
            if (complete) {
                return dropped;
            }
            if (!window.more()) {
                complete = scalar;
                return dropped;
            }
            complete = scan();
        }
    }

    /** Whether the value that {@link #discard} dropped had an end. */
    boolean complete() {
        return complete;
    }

    private boolean scan() {
        byte[] bytes = window.bytes();
        int base = window.from();
        int available = window.available();
        int i = at;
        boolean ended = false;
        while (i < available && !ended) {
            byte b = bytes[base + i];
            if (scalar && isBoundary(b)) {
                ended = true;
            } else {
                ended = inText ? text(b) : structure(b);
                countLines(b);
                i++;
            }
        }
        at = i;
        return ended;
    }

    private boolean text(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inText = false;
            return depth == 0;
        }
        return false;
    }

    /** True at the value's last byte; a bracket or comma in a value's place is taken for one, which the parser refuses. */
    private boolean structure(byte b) {
        switch (b) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                return depth <= 0;
            }
            case ',' -> {
                return depth == 0;
            }
            default -> scalar |= depth == 0;
        }
        return false;
    }

    private static boolean isBoundary(byte b) {
        return isSpace(b) || b == ',' || b == ']' || b == '}' || b == '[' || b == '{' || b == '"';
    }

    private void countLines(byte b) {
        if (b == '\r' || (b == '\n' && !afterReturn)) {
            lines++;
        }
        afterReturn = b == '\r';
    }
}
