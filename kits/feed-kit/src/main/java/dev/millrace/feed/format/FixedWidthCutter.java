package dev.millrace.feed.format;

import dev.millrace.feed.layout.Layout;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the bytes of the next record: a line, or so many bytes. */
final class FixedWidthCutter {

    /** How far a first line that is too long is looked at. */
    private static final int LOOK = 16 * 1024;

    private final ByteWindow window;
    private final Encoding encoding;
    private final LineEnds line;
    private final int length;
    private final int maxBytes;
    private final boolean byteLengths;
    private boolean lines;
    private int content;
    private long bytes;
    private int held;
    private int lineEnds;
    private @Nullable MalformedCode fault;

    /** {@code lines} is what an earlier reader of the file found out. */
    FixedWidthCutter(ByteWindow window, FixedWidthSettings settings, @Nullable Boolean lines) throws IOException {
        Layout layout = settings.layout();
        this.window = window;
        this.encoding = settings.encoding();
        this.line = new LineEnds(window, encoding);
        this.byteLengths = layout.unit() == Layout.Unit.BYTE;
        this.length = layout.length().orElse(0) * (byteLengths ? 1 : encoding.width());
        this.maxBytes = Math.max(settings.recordMaxBytes(), length);
        this.lines = lines != null ? lines : looksLikeLines(layout.lines());
    }

    boolean lines() {
        return lines;
    }

    /** Finds a record or a fault; false at the end of the stream. */
    boolean next() throws IOException {
        window.consume(held);
        held = 0;
        fault = null;
        if (!window.holds(1)) {
            return false;
        }
        if (lines) {
            cutLine();
        } else {
            cutBlock();
        }
        return true;
    }

    /** The bytes without the line end. */
    int content() {
        return content;
    }

    /** All bytes, line end included. */
    long bytes() {
        return bytes;
    }

    int lineEnds() {
        return lineEnds;
    }

    /** What is wrong with it, null if nothing. */
    @Nullable
    MalformedCode fault() {
        return fault;
    }

    private void cutLine() throws IOException {
        if (!line.find(maxBytes)) {
            bytes = line.discard();
            content = 0;
            fault = MalformedCode.RECORD_TOO_LARGE;
        } else {
            content = line.content();
            bytes = line.bytes();
            held = line.bytes();
            if (content > 0 && length > 0 && byteLengths && content != length) {
                fault = MalformedCode.RECORD_LENGTH;
            }
        }
        lineEnds = line.lines();
    }

    private void cutBlock() throws IOException {
        boolean whole = window.holds(length);
        content = Math.min(length, window.available());
        bytes = content;
        held = content;
        lineEnds = 0;
        if (!whole && isLineEnd(content)) {
            content = 0;
        } else if (!whole) {
            fault = MalformedCode.RECORD_LENGTH;
        }
    }

    /** Whether the window holds nothing but a line end, as an editor puts it behind the last block. */
    private boolean isLineEnd(int count) throws IOException {
        return line.find(maxBytes) && line.content() == 0 && line.bytes() == count;
    }

    /** Whether a line end stands near the file's start where no block ends; one behind whole blocks may be the file's last. */
    private boolean looksLikeLines(Layout.Lines known) throws IOException {
        if (known != Layout.Lines.AUTO) {
            return known == Layout.Lines.YES;
        }
        boolean ends = line.find(Math.max(LOOK, length + encoding.width())) && line.lines() > 0;
        return ends && (line.content() <= length || line.content() % length != 0);
    }
}
