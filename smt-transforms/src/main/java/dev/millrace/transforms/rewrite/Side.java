package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Which part of a record a transform works on: what {@code $Key} and {@code $Value} stand for. */
public enum Side {
    KEY,
    VALUE;

    public @Nullable Schema schema(ConnectRecord<?> record) {
        return switch (this) {
            case KEY -> record.keySchema();
            case VALUE -> record.valueSchema();
        };
    }

    public @Nullable Object value(ConnectRecord<?> record) {
        return switch (this) {
            case KEY -> record.key();
            case VALUE -> record.value();
        };
    }

    /** The record with another key or value; headers are copied. */
    public <R extends ConnectRecord<R>> R with(R record, @Nullable Schema schema, @Nullable Object value) {
        return switch (this) {
            case KEY ->
                record.newRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        schema,
                        value,
                        record.valueSchema(),
                        record.value(),
                        record.timestamp());
            case VALUE ->
                record.newRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        record.keySchema(),
                        record.key(),
                        schema,
                        value,
                        record.timestamp());
        };
    }
}
