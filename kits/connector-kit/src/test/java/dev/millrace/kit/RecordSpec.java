package dev.millrace.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A record as a text tells it, which a sink gets with maps or with structs. */
public record RecordSpec(Map<?, ?> text) {

    /** A resource of the tests. */
    public static Object load(String resource) {
        try (InputStream file = Objects.requireNonNull(RecordSpec.class.getResourceAsStream(resource), resource)) {
            return load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** YAML, of which JSON is a part. */
    public static Object load(InputStream yaml) {
        return Objects.requireNonNull(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    /** With maps, and without schemas. */
    public SinkRecord plain() {
        return record(new SchemaAndValue(null, text.get("key")), new SchemaAndValue(null, text.get("value")));
    }

    /** With structs. */
    public SinkRecord structured() {
        return record(struct(text.get("key")), struct(text.get("value")));
    }

    /** A transform changed its topic. */
    private SinkRecord record(SchemaAndValue key, SchemaAndValue value) {
        ConnectHeaders headers = new ConnectHeaders();
        ((Map<?, ?>) Objects.requireNonNull(text.get("headers")))
                .forEach((name, header) -> headers.add(String.valueOf(name), new SchemaAndValue(null, header)));
        String topic = (String) text.get("topic");
        int partition = number("partition").intValue();
        long offset = number("offset").longValue();
        return new SinkRecord(
                "routed",
                9,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                offset + 900,
                number("timestamp").longValue(),
                TimestampType.CREATE_TIME,
                headers,
                topic,
                partition,
                offset);
    }

    private Number number(String name) {
        return (Number) Objects.requireNonNull(text.get(name));
    }

    private static SchemaAndValue struct(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            SchemaBuilder builder = SchemaBuilder.struct();
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                SchemaAndValue inner = struct(field);
                builder.field(String.valueOf(name), inner.schema());
                values.put(String.valueOf(name), inner.value());
            });
            Struct struct = new Struct(builder.build());
            values.forEach(struct::put);
            return new SchemaAndValue(struct.schema(), struct);
        }
        if (value instanceof List<?> list) {
            Schema elements =
                    list.isEmpty() ? Schema.STRING_SCHEMA : struct(list.get(0)).schema();
            return new SchemaAndValue(
                    SchemaBuilder.array(elements).build(),
                    list.stream().map(element -> struct(element).value()).toList());
        }
        return new SchemaAndValue(scalar(value), value);
    }

    private static Schema scalar(@Nullable Object value) {
        if (value instanceof Integer) {
            return Schema.INT32_SCHEMA;
        } else if (value instanceof Long) {
            return Schema.INT64_SCHEMA;
        } else if (value instanceof Double) {
            return Schema.FLOAT64_SCHEMA;
        } else if (value instanceof Boolean) {
            return Schema.BOOLEAN_SCHEMA;
        } else if (value instanceof Date) {
            return Timestamp.SCHEMA;
        } else if (value instanceof byte[]) {
            return Schema.BYTES_SCHEMA;
        }
        return Schema.OPTIONAL_STRING_SCHEMA;
    }
}
