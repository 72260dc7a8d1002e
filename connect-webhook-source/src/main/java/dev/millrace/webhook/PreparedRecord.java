package dev.millrace.webhook;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that lacks its source partition and offset only.
 *
 * @param key null for none; a text otherwise
 * @param valueSchema null for a schemaless value
 * @param timestamp in milliseconds since 1970
 */
record PreparedRecord(
        String topic,
        @Nullable String key,
        @Nullable Schema valueSchema,
        @Nullable Object value,
        Headers headers,
        long timestamp) {

    /** The record as the worker gets it. */
    SourceRecord at(Map<String, ?> partition, Map<String, ?> offset) {
        return new SourceRecord(
                partition,
                offset,
                topic,
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                valueSchema,
                value,
                timestamp,
                headers);
    }
}
