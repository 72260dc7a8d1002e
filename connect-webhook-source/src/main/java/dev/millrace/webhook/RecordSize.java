package dev.millrace.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a record has at least: what is larger than {@code max.request.size} would stop the task, so its sender is
 * told instead. Of the JSON that JsonConverter writes the quotes, brackets and base64 count; a schema, escapes, and what other
 * converters add do not.
 *
 * @param most {@code max.request.size} of the connector's producer
 * @param isJson whether the connector names JsonConverter for values
 */
record RecordSize(long most, boolean isJson) {

    private static final String CONVERTER = "value.converter";

    /** Of a batch and a record in the format of Kafka 0.11 and later, roughly. */
    private static final long OVERHEAD = 80;

    private static final RecordSize PLAIN = new RecordSize(Long.MAX_VALUE, false);

    static RecordSize from(Map<String, String> configuration) {
        return new RecordSize(
                WebhookChecks.mostRecordBytes(configuration),
                configuration.getOrDefault(CONVERTER, "").trim().endsWith("JsonConverter"));
    }

    boolean isExceededBy(PreparedRecord record) {
        return of(record) > most;
    }

    long of(PreparedRecord record) {
        long size = OVERHEAD + PLAIN.of(record.key()) + of(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + PLAIN.of(header.value());
        }
        return size;
    }

    private long of(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof byte[] bytes) {
            return of(bytes.length);
        }
        if (value instanceof ByteBuffer buffer) {
            return of(buffer.remaining());
        }
        if (value instanceof String text) {
            return signs(2) + (text.length() > 1 << 10 ? text.getBytes(StandardCharsets.UTF_8).length : text.length());
        }
        if (value instanceof Struct struct) {
            long size = signs(2);
            for (Field field : struct.schema().fields()) {
                size += signs(field.name().length() + 3L) + of(struct.get(field));
            }
            return size;
        }
        if (value instanceof Map<?, ?> map) {
            long size = signs(2);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += signs(1) + of(entry.getKey()) + of(entry.getValue());
            }
            return size;
        }
        if (value instanceof Collection<?> list) {
            long size = signs(2);
            for (Object element : list) {
                size += of(element);
            }
            return size;
        }
        return 1;
    }

    /** Of bytes: base64 in quotes (RFC 4648 section 4), where it is JSON. */
    private long of(int bytes) {
        return isJson ? 2 + (bytes + 2L) / 3 * 4 : bytes;
    }

    private long signs(long ofJson) {
        return isJson ? ofJson : 0;
    }
}
