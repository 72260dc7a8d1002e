package dev.millrace.testkit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** A transform that puts a stamp in front of the text of one field, well or with a defect. */
final class Stamp<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private static final String FIELD = "field";
    private static final int SLICE = 20;

    private final StampDefect defect;
    private final Map<Schema, Schema> schemas = new ConcurrentHashMap<>();
    private String field = "";
    private String missing = "";
    private String tombstones = "";
    private int count;
    private @Nullable Schema first;
    private @Nullable Object shared;

    Stamp(StampDefect defect) {
        this.defect = defect;
    }

    @Override
    public ConfigDef config() {
        ConfigDef.Validator notBlank = (key, value) -> {
            if (value != null && value.toString().isBlank() && defect != StampDefect.CHECKS_NOTHING) {
                throw new ConfigException(key, value, "name a field");
            }
        };
        ConfigDef definition = new ConfigDef();
        for (String[] key : new String[][] {{FIELD, "name"}, {"on.missing", "ignore"}, {"on.tombstone", "pass"}}) {
            definition.define(
                    key[0],
                    ConfigDef.Type.STRING,
                    key[1],
                    notBlank,
                    ConfigDef.Importance.HIGH,
                    defect == StampDefect.DOCUMENTS_NOTHING ? "" : "What it says.",
                    "Stamps",
                    1,
                    ConfigDef.Width.SHORT,
                    "Key " + key[0]);
        }
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        Map<String, Object> parsed = config().parse(configuration);
        field = String.valueOf(parsed.get(FIELD));
        missing = String.valueOf(parsed.get("on.missing"));
        tombstones = String.valueOf(parsed.get("on.tombstone"));
    }

    @Override
    public @Nullable R apply(R record) {
        boolean side = record.headers().lastWithName("millrace.kind") != null;
        if (side && defect != StampDefect.STAMPS_SIDE_RECORDS) {
            return record;
        }
        Object value = record.value();
        if (value == null && defect != StampDefect.FAILS_ON_TOMBSTONES) {
            return tombstone(record);
        }
        return value instanceof Struct struct
                ? with(record, schema(struct.schema()), stamped(struct))
                : with(record, null, stamped(Objects.requireNonNull((Map<?, ?>) value)));
    }

    private @Nullable R tombstone(R record) {
        return switch (tombstones) {
            case "drop" -> null;
            case "fail" -> throw failure("tombstone");
            default -> record;
        };
    }

    private R with(R record, @Nullable Schema schema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp());
    }

    private Schema schema(Schema before) {
        if (defect == StampDefect.REMEMBERS_ONE_SCHEMA) {
            first = first == null ? before : first;
            return first;
        }
        if (defect == StampDefect.FORGETS_THE_NAME || defect == StampDefect.MAKES_SCHEMAS_ANEW) {
            SchemaBuilder builder = SchemaBuilder.struct();
            if (defect == StampDefect.MAKES_SCHEMAS_ANEW && before.name() != null) {
                builder.name(before.name());
            }
            before.fields().forEach(each -> builder.field(each.name(), each.schema()));
            return builder.build();
        }
        return schemas.computeIfAbsent(before, same -> same);
    }

    private Struct stamped(Struct struct) {
        if (struct.schema().field(field) == null) {
            missing();
        }
        Struct copy = new Struct(schema(struct.schema()));
        for (Field each : struct.schema().fields()) {
            Object value =
                    defect == StampDefect.PUTS_DEFAULTS_IN ? struct.get(each) : struct.getWithoutDefault(each.name());
            if (value != null || each.name().equals(field)) {
                copy.put(each.name(), each.name().equals(field) ? stamp(value) : value);
            }
        }
        return copy;
    }

    private Map<?, ?> stamped(Map<?, ?> map) {
        if (defect == StampDefect.IGNORES_MAPS) {
            return map;
        }
        if (!map.containsKey(field)) {
            missing();
            return map;
        }
        Map<Object, @Nullable Object> copy =
                defect == StampDefect.LOSES_THE_ORDER ? new HashMap<>(map) : new LinkedHashMap<>(map);
        if (defect == StampDefect.CHANGES_ITS_INPUT) {
            @SuppressWarnings("unchecked")
            Map<Object, @Nullable Object> given = (Map<Object, @Nullable Object>) map;
            copy = given;
        }
        copy.put(field, stamp(map.get(field)));
        return copy;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a defect that other threads must find
    private @Nullable Object stamp(@Nullable Object value) {
        if (value == null && defect != StampDefect.TAKES_NO_NULL) {
            return null;
        }
        if (!(value instanceof String)) {
            String told = defect == StampDefect.TELLS_THE_VALUE ? value + "" : "not-a-text";
            if (defect == StampDefect.TAKES_NO_NULL) {
                return Objects.requireNonNull(value).toString();
            }
            throw failure(told);
        }
        shared = value;
        if (defect == StampDefect.SHARES_STATE) {
            // Long enough for another thread to come in between.
            for (int slice = 0; slice < SLICE; slice++) {
                Thread.yield();
            }
        }
        String text = defect == StampDefect.SHARES_STATE ? String.valueOf(shared) : value.toString();
        return "stamped " + text + (defect == StampDefect.COUNTS ? count++ : "");
    }

    private void missing() {
        if (missing.equals("fail") && defect != StampDefect.PASSES_OVER_A_MISSING_FIELD) {
            throw failure("missing");
        }
    }

    private static DataException failure(String code) {
        return new DataException(
                "{\"transform\":\"Stamp\",\"rule\":\"1\",\"path\":\"name\",\"code\":\"" + code + "\"}");
    }

    @Override
    public void close() {}

    @Override
    public String version() {
        return "1";
    }
}
