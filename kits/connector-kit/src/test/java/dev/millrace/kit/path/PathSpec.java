package dev.millrace.kit.path;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One case of spec/path/paths.yaml. */
record PathSpec(Map<?, ?> text) {

    static Stream<PathSpec> all() {
        try (InputStream file = Objects.requireNonNull(PathSpec.class.getResourceAsStream("/spec/path/paths.yaml"))) {
            List<PathSpec> specs = new ArrayList<>();
            for (Object text : (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(file)) {
                specs.add(new PathSpec((Map<?, ?>) text));
            }
            return specs.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isFault() {
        return text.containsKey("fault");
    }

    /** Whether structs can hold the value, so that it is read from them too. */
    boolean isStruct() {
        return !isFault() && !text.containsKey("map");
    }

    String path() {
        return String.valueOf(text.get("path"));
    }

    String fault() {
        return String.valueOf(text.get("fault"));
    }

    int at() {
        return (Integer) Objects.requireNonNull(text.get("at"));
    }

    PathRoot root() {
        return text.get("root") instanceof String root ? PathRoot.valueOf(root) : PathRoot.HERE;
    }

    @Nullable
    Object value() {
        return text.get("value");
    }

    List<?> finds() {
        return (List<?>) Objects.requireNonNull(text.get("finds"));
    }

    /** The value with structs for maps. */
    SchemaAndValue struct() {
        return struct(Objects.requireNonNull(value()));
    }

    private static SchemaAndValue struct(Object value) {
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
            List<Object> elements =
                    list.stream().map(element -> struct(element).value()).toList();
            Schema schema = SchemaBuilder.array(struct(list.get(0)).schema()).build();
            return new SchemaAndValue(schema, elements);
        }
        Schema schema = value instanceof Integer ? Schema.INT32_SCHEMA : Schema.STRING_SCHEMA;
        return new SchemaAndValue(schema, value);
    }

    /** What was found, with maps for structs. */
    static @Nullable Object plain(@Nullable Object found) {
        if (!(found instanceof Struct struct)) {
            return found;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        struct.schema().fields().forEach(field -> map.put(field.name(), plain(struct.get(field))));
        return map;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
