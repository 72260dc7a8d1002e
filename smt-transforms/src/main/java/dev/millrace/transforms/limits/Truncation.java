package dev.millrace.transforms.limits;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Spot;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts so that they fit into a number of bytes as JSON, quotes and escapes counted, with a marker at their end; never
 * inside of a character. For any thread.
 */
final class Truncation implements Change {

    private static final int QUOTES = 2;
    private static final int SHORT_ESCAPE = 2;
    private static final int LONG_ESCAPE = 6;

    private final long most;
    private final String marker;
    private final long room;

    Truncation(long most, String marker) {
        this.most = most;
        this.marker = marker;
        this.room = most - JsonSize.of(null, marker);
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        return before;
    }

    @Override
    public Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (!(value instanceof String text)) {
            if (JsonSize.of(before, value) > most) {
                throw spot.failure("not-text");
            }
            return value;
        }
        long bytes = QUOTES;
        int end = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            bytes += bytes(point);
            at += Character.charCount(point);
            if (bytes - QUOTES <= room) {
                end = at;
            }
            if (bytes > most) {
                return text.substring(0, end) + marker;
            }
        }
        return text;
    }

    /** How many bytes a character has in a JSON string. */
    private static int bytes(int point) {
        if (point < 0x20) {
            return point == '\b' || point == '\t' || point == '\n' || point == '\f' || point == '\r'
                    ? SHORT_ESCAPE
                    : LONG_ESCAPE;
        }
        if (point < 0x80) {
            return point == '"' || point == '\\' ? SHORT_ESCAPE : 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x1_0000 ? 3 : 4;
    }
}
