package dev.millrace.feed.format;

import java.io.IOException;

/** Finds the line ends LF, CR LF and CR in a window, mixed as they come. Offsets are relative to the window's start. */
final class LineEnds {

    private final ByteWindow window;
    private final Encoding encoding;
    private final int width;
    private final int lineFeed;
    private final int otherLineFeed;
    private final int carriageReturn;
    private int at;
    private int content;
    private int behind;

    LineEnds(ByteWindow window, Encoding encoding) {
        this.window = window;
        this.encoding = encoding;
        this.width = encoding.width();
        this.lineFeed = encoding.unit('\n');
        this.otherLineFeed = encoding.otherLineFeed();
        this.carriageReturn = encoding.unit('\r');
    }

    /**
     * Finds the end of the line that begins at the window's start; the end of the stream is one.
     *
     * @return false when more than {@code max} bytes lie before it; the window may hold only the line's beginning then
     */
    boolean find(int max) throws IOException {
        return find(0, max);
    }

    /** The same from an offset on; all offsets stay relative to the window's start. */
    boolean find(int begin, int max) throws IOException {
        at = begin;
        while (!scan()) {
            if (at > max) {
                return false;
            }
            if (!window.more()) {
                content = window.available();
                behind = content;
                return content <= max;
            }
        }
        content = at;
        behind = behind(at);
        return content <= max;
    }

    /** The bytes before the line end that was found. */
    int content() {
        return content;
    }

    /** The bytes of the line with its end. */
    int bytes() {
        return behind;
    }

    /** 1, or 0 where the stream ended before a line end. */
    int lines() {
        return behind > content ? 1 : 0;
    }

    /** Moves the window behind the line that begins at its start, however long; {@link #lines()} tells how it ended. */
    long discard() throws IOException {
        long dropped = 0;
        at = 0;
        while (!scan()) {
            dropped += at;
            window.consume(at);
            at = 0;
            if (!window.more()) {
                content = window.available();
                behind = content;
                window.consume(content);
                return dropped + content;
            }
        }
        content = at;
        behind = behind(at);
        window.consume(behind);
        return dropped + behind;
    }

    /** The offset behind the line end at the offset: a line feed that follows a carriage return belongs to it. */
    int behind(int lineEnd) throws IOException {
        int next = lineEnd + width;
        boolean pair = encoding.unit(window.bytes(), window.from() + lineEnd) == carriageReturn
                && window.holds(next + width)
                && isLineFeed(encoding.unit(window.bytes(), window.from() + next));
        return pair ? next + width : next;
    }

    private boolean isLineFeed(int unit) {
        return unit == lineFeed || unit == otherLineFeed;
    }

    private boolean scan() {
        byte[] bytes = window.bytes();
        int base = window.from();
        int last = window.available() - width;
        int i = at;
        if (width == 1) {
            byte feed = (byte) lineFeed;
            byte otherFeed = (byte) otherLineFeed;
            byte carriage = (byte) carriageReturn;
            while (i <= last) {
                byte b = bytes[base + i];
                if (b == feed || b == carriage || b == otherFeed) {
                    break;
                }
                i++;
            }
        } else {
            for (; i <= last; i += width) {
                int unit = encoding.unit(bytes, base + i);
                if (isLineFeed(unit) || unit == carriageReturn) {
                    break;
                }
            }
        }
        at = i;
        return i <= last;
    }
}
