package dev.millrace.feed.plan;

import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** Bytes as they are. */
final class BytesReader implements Reader {

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_BYTES_SCHEMA;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        return Arrays.copyOfRange(cursor.bytes, at, at + length);
    }
}
