package dev.millrace.ops.dlq;

import dev.millrace.kit.Sha256;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import dev.millrace.ops.worker.TransformChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of a connector's configuration, with its converters, run on a record before it is sent again: what a
 * corrected chain would make of it. For one thread; to be closed.
 */
public final class Correction implements AutoCloseable {

    private final TransformChain<SinkRecord> chain;
    private final Optional<Converter> keys;
    private final Optional<Converter> values;
    private final String hash;

    private Correction(ConnectorFile config, PluginPath plugins, String hash) {
        this.hash = hash;
        this.keys = plugins.converter(config, "key.converter", true);
        this.values = plugins.converter(config, "value.converter", false);
        this.chain = new TransformChain<>(config, plugins);
        if (chain.steps().isEmpty()) {
            throw CommandFailure.usage("--transform names no transforms: it takes a connector's configuration, or its"
                    + " transforms and converters alone");
        }
    }

    /**
     * Makes the transforms and converters of a file: a connector's configuration, or its transforms and converters alone.
     *
     * @param others replace what it says
     * @param plugins to be closed after it
     * @throws CommandFailure when it names no transforms, or one that can't be made
     */
    static Correction read(Path file, Map<String, String> others, PluginPath plugins) {
        String text = ConnectorFile.text(file);
        String told = others.isEmpty() ? text : text + new TreeMap<>(others);
        return new Correction(
                ConnectorFile.read(file.toString(), text, others),
                plugins,
                Sha256.hex(told.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of the file's text, with what replaces a part of it; secrets of the environment have no part in it. */
    String hash() {
        return hash;
    }

    /**
     * What the chain makes of a record; empty when it leaves it out.
     *
     * @throws CommandFailure when a converter or a transform fails; nothing of it is in the message
     */
    Optional<Payload> apply(SetAside aside, Payload payload) {
        try {
            return chain.apply(record(aside, payload)).map(this::payload);
        } catch (RuntimeException failed) {
            throw CommandFailure.incomplete(
                    "the transforms fail on " + aside.place() + " with "
                            + failed.getClass().getName()
                            + "; what was sent before stays sent: correct them, or leave the record out by --where",
                    failed);
        }
    }

    private SinkRecord record(SetAside aside, Payload payload) {
        Origin origin = aside.order();
        SchemaAndValue key = toConnect(keys, origin.topic(), payload.key());
        SchemaAndValue value = toConnect(values, origin.topic(), payload.value());
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : payload.headers()) {
            Optional<String> text = HeaderText.text(header.value());
            if (text.isPresent()) {
                headers.addString(header.key(), text.get());
            } else {
                headers.addBytes(header.key(), header.value());
            }
        }
        return new SinkRecord(
                origin.topic(),
                origin.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                origin.offset(),
                aside.raw().timestamp(),
                TimestampType.CREATE_TIME,
                headers);
    }

    private Payload payload(SinkRecord record) {
        List<Header> headers = new ArrayList<>();
        record.headers()
                .forEach(header -> headers.add(new RecordHeader(header.key(), bytes(header.schema(), header.value()))));
        return new Payload(
                fromConnect(keys, record.topic(), record.keySchema(), record.key()),
                fromConnect(values, record.topic(), record.valueSchema(), record.value()),
                headers);
    }

    private static SchemaAndValue toConnect(Optional<Converter> converter, String topic, byte @Nullable [] bytes) {
        return converter
                .map(one -> one.toConnectData(topic, bytes))
                .orElseGet(() -> new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, bytes));
    }

    private static byte @Nullable [] fromConnect(
            Optional<Converter> converter, String topic, @Nullable Schema schema, @Nullable Object value) {
        if (converter.isPresent()) {
            return converter.get().fromConnectData(topic, schema, value);
        }
        return value == null ? null : bytes(schema, value);
    }

    private static byte @Nullable [] bytes(@Nullable Schema schema, @Nullable Object value) {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        return Values.convertToString(schema, value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        chain.close();
    }
}
