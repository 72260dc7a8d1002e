package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * The converters of a sink's configuration, which make its records of bytes as a worker does. For one thread.
 *
 * @param key empty where bytes stay as they are
 * @param value empty where bytes stay as they are
 */
record RecordConverters(Optional<Converter> key, Optional<Converter> value, HeaderConverter headers) {

    /** A record that a converter can't read; nothing of it is in the message. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String code;

        Unreadable(String key, RuntimeException failure) {
            super(key + " can't read it", failure);
            this.code = failure.getClass().getSimpleName();
        }

        String code() {
            return code;
        }
    }

    /**
     * Those that the configuration names.
     *
     * @throws CommandFailure when one is not named, or can't be made
     */
    static RecordConverters of(ConnectorFile file, PluginPath plugins) {
        String headers = file.get("header.converter");
        HeaderConverter ofHeaders = plugins.create(
                "header.converter",
                headers.isEmpty() ? "org.apache.kafka.connect.storage.SimpleHeaderConverter" : headers,
                HeaderConverter.class);
        PluginPath.configure("header.converter", ofHeaders, () -> ofHeaders.configure(file.below("header.converter.")));
        return new RecordConverters(
                converter("key.converter", true, file, plugins),
                converter("value.converter", false, file, plugins),
                ofHeaders);
    }

    private static Optional<Converter> converter(String key, boolean isKey, ConnectorFile file, PluginPath plugins) {
        if (file.get(key).isEmpty()) {
            throw CommandFailure.usage(
                    key + " is not set, and the worker's own is not known here: give it by --set " + key + "=...");
        }
        return plugins.converter(file, key, isKey);
    }

    /**
     * The record as the sink's transforms get it.
     *
     * @throws Unreadable when a converter fails on it
     */
    SinkRecord record(ConsumerRecord<byte[], byte[]> raw) {
        SchemaAndValue ofKey = converted("key.converter", () -> converted(key, raw.topic(), raw, raw.key()));
        SchemaAndValue ofValue = converted("value.converter", () -> converted(value, raw.topic(), raw, raw.value()));
        ConnectHeaders ofHeaders = new ConnectHeaders();
        for (Header header : raw.headers()) {
            ofHeaders.add(
                    header.key(),
                    converted(
                            "header.converter",
                            () -> headers.toConnectHeader(raw.topic(), header.key(), header.value())));
        }
        return new SinkRecord(
                raw.topic(),
                raw.partition(),
                ofKey.schema(),
                ofKey.value(),
                ofValue.schema(),
                ofValue.value(),
                raw.offset(),
                raw.timestamp(),
                raw.timestampType(),
                ofHeaders);
    }

    private static SchemaAndValue converted(
            Optional<Converter> converter, String topic, ConsumerRecord<?, ?> raw, byte @Nullable [] bytes) {
        return converter
                .map(one -> one.toConnectData(topic, raw.headers(), bytes))
                .orElseGet(() -> new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, bytes));
    }

    private static SchemaAndValue converted(String key, Supplier<SchemaAndValue> conversion) {
        try {
            return conversion.get();
        } catch (RuntimeException failed) {
            throw new Unreadable(key, failed);
        }
    }
}
