package dev.millrace.feed.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the lines that set parts apart (RFC 2046, section 5.1.1). Lines may end with LF alone, as hand-made bodies do. Offsets
 * are relative to the window's start.
 */
final class MultipartScanner {

    /** Blanks that may stand behind a boundary. */
    private static final int PADDING = 128;

    private final ByteWindow window;
    private final byte[] dashes;
    private int content;
    private int behind;
    private int looked;

    MultipartScanner(ByteWindow window, String boundary) {
        this.window = window;
        this.dashes = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** What ends a part. */
    enum Found {
        /** A boundary, behind which another part begins. */
        BOUNDARY,
        /** The boundary behind the last part. */
        CLOSE,
        /** The end of the stream. */
        END,
        /** Nothing within the limit. */
        NOTHING
    }

    /** Looks for a boundary at the beginning of a line, of which one begins at {@code from}. */
    Found find(int from, int max) throws IOException {
        return find(from, true, max);
    }

    /** The same where no line may begin at {@code from}. */
    Found find(int from, boolean begins, int max) throws IOException {
        int at = from;
        while (true) {
            for (; at + dashes.length <= window.available(); at++) {
                if (at > max) {
                    looked = at;
                    return Found.NOTHING;
                }
                if (((at == from && begins) || followsLine(at)) && matches(at)) {
                    Found found = kind(at + dashes.length);
                    if (found != Found.NOTHING) {
                        content = withoutLineEnd(from, at);
                        return found;
                    }
                }
            }
            if (!window.more()) {
                content = window.available();
                behind = content;
                return Found.END;
            }
        }
    }

    /** Where the part ends that was looked through: before the line end that belongs to the boundary. */
    int content() {
        return content;
    }

    /** Where the line of the boundary ends. */
    int behind() {
        return behind;
    }

    /** How many bytes may be given up when nothing was found: all that was looked at but the last, which may end a line. */
    int spare() {
        return Math.max(0, looked - 1);
    }

    private Found kind(int at) throws IOException {
        int next = at;
        Found found = Found.BOUNDARY;
        if (window.holds(next + 2) && byteAt(next) == '-' && byteAt(next + 1) == '-') {
            found = Found.CLOSE;
            next += 2;
        }
        int padded = next;
        while (next - padded < PADDING && window.holds(next + 1) && (byteAt(next) == ' ' || byteAt(next) == '\t')) {
            next++;
        }
        if (window.holds(next + 2) && byteAt(next) == '\r' && byteAt(next + 1) == '\n') {
            behind = next + 2;
            return found;
        }
        if (window.holds(next + 1) && byteAt(next) == '\n') {
            behind = next + 1;
            return found;
        }
        // Behind the last part anything may follow, and mostly nothing does.
        behind = padded;
        return found == Found.CLOSE ? Found.CLOSE : Found.NOTHING;
    }

    private int withoutLineEnd(int from, int at) {
        int end = at;
        if (end > from && byteAt(end - 1) == '\n') {
            end--;
            if (end > from && byteAt(end - 1) == '\r') {
                end--;
            }
        }
        return end;
    }

    private boolean followsLine(int at) {
        return at > 0 && byteAt(at - 1) == '\n';
    }

    private boolean matches(int at) {
        for (int i = 0; i < dashes.length; i++) {
            if (byteAt(at + i) != dashes[i]) {
                return false;
            }
        }
        return true;
    }

    private byte byteAt(int at) {
        return window.bytes()[window.from() + at];
    }
}
