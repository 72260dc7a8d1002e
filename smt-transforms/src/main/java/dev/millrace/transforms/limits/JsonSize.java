package dev.millrace.transforms.limits;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a record, or what a path of it leads to, takes as JSON in UTF-8: near to what a JSON converter without schemas
 * writes. For any thread.
 */
public final class JsonSize {

    private final @Nullable RecordPath path;

    private JsonSize(@Nullable RecordPath path) {
        this.path = path;
    }

    /** The size of key and value together. */
    public static JsonSize ofRecords() {
        return new JsonSize(null);
    }

    /** The size of each thing that a path leads to. */
    public static JsonSize of(FieldPath path) {
        return new JsonSize(RecordPath.of(path));
    }

    /** The size of what a configuration names. */
    public static JsonSize of(Optional<FieldPath> path) {
        return path.map(JsonSize::of).orElseGet(JsonSize::ofRecords);
    }

    /**
     * Whether a record, or one of the things that the path leads to, is bigger than so many bytes; what is not there never is.
     *
     * @throws org.apache.kafka.connect.errors.DataException when it has no form in JSON
     */
    public boolean exceeds(ConnectRecord<?> record, long bytes) {
        if (path != null) {
            return path.anyMatch(record, found -> found != null && of(null, found) > bytes);
        }
        long key = record.key() == null ? 0 : of(record.keySchema(), record.key());
        return key + (record.value() == null ? 0 : of(record.valueSchema(), record.value())) > bytes;
    }

    /** The bytes of one value. */
    static long of(@Nullable Schema schema, @Nullable Object value) {
        Counter counter = new Counter();
        try {
            ConnectJson.write(counter, schema, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return counter.bytes;
    }

    /** Counts what is written. */
    private static final class Counter extends OutputStream {

        private long bytes;

        @Override
        public void write(int single) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int at, int length) {
            bytes += length;
        }
    }
}
