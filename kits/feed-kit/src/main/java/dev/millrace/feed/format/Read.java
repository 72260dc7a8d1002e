package dev.millrace.feed.format;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
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
     * @param headers what belongs to the record and not into its value, such as an envelope's control numbers; null for
     *     none
     */
    record Value(
            @Nullable Schema schema,
            @Nullable Object value,
            @Nullable Headers headers,
            Position start,
            Position end) implements Read {

        /** The header that tells {@link #corruptFields()}. */
        public static final String CORRUPT_FIELDS = "millrace.corrupt.fields";

        public Value(@Nullable Schema schema, @Nullable Object value, Position start, Position end) {
            this(schema, value, null, start, end);
        }

        /** How many fields of the record could not be decoded, where the format lets such a record pass. */
        public int corruptFields() {
            Header told = headers == null ? null : headers.lastWithName(CORRUPT_FIELDS);
            return told != null && told.value() instanceof Integer fields ? fields : 0;
        }
    }

    /**
     * Bytes that are no record.
     *
     * @param code lower case words with dashes, such as {@code unterminated-quote}; listed in docs/reference/formats.md
     * @param message what is wrong and where, without payload
     * @param recoverable whether the reader goes on behind it; if not, the next read is {@link End}, and nothing behind
     *     {@code end} was read
     */
    record Malformed(String code, String message, Position start, Position end, boolean recoverable) implements Read {}

    /**
     * An answer for the sender, such as a functional acknowledgement: it may leave only after every record that was read
     * before it is confirmed.
     *
     * @param name tells it apart from all others of the stream, the same whenever the same bytes are read; letters, digits,
     *     dots and dashes, fit for a file name
     * @param content the bytes of the answer; read-only
     * @param headers what a receiver needs to route it; null for none
     */
    record Reply(String name, ByteBuffer content, @Nullable Headers headers, Position start, Position end)
            implements Read {}

    /**
     * Something that a person should know and that keeps no record back, such as a gap in a partner's control numbers.
     *
     * @param code lower case words with dashes, listed in docs/reference/formats.md
     * @param message what was noticed and where, without payload
     */
    record Notice(String code, String message, Position start, Position end) implements Read {}

    /** Nothing is left. */
    record End(Position start) implements Read {
        @Override
        public Position end() {
            return start;
        }
    }
}
