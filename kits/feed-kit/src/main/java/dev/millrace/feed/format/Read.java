package dev.millrace.feed.format;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** What {@link RecordReader#next()} found. */
public sealed interface Read {

    /** Where the record begins: separators and headers skipped on the way lie before it. */
    Position start();

    /** The point from which a reader can resume behind this record; equals the next read's start or lies before it. */
    Position end();

    /**
     * A record.
     *
     * @param schema null for schemaless values (maps, lists)
     * @param value as Connect's data API has it for the schema
     */
    record Value(@Nullable Schema schema, @Nullable Object value, Position start, Position end) implements Read {}

    /**
     * Bytes that are no record.
     *
     * @param code lower case words with dashes, such as {@code unterminated-quote}; listed in docs/reference/formats.md
     * @param message what is wrong and where, without payload
     * @param recoverable whether the reader goes on behind it; if not, the next read is {@link End}, and nothing behind
     *     {@code end} was read
     */
    record Malformed(String code, String message, Position start, Position end, boolean recoverable) implements Read {}

    /** Nothing is left. */
    record End(Position start) implements Read {
        @Override
        public Position end() {
            return start;
        }
    }
}
