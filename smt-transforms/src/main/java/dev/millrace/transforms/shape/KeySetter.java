package dev.millrace.transforms.shape;

import dev.millrace.kit.ConnectJson;
import dev.millrace.transforms.rewrite.DerivedSchema;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Makes the keys of records of what they hold. For any thread. */
public final class KeySetter implements AutoCloseable {

    private static final String NAME = "SetKey";
    private static final String RULE = "key";

    private final KeySettings settings;
    private final RuleMeters meters;
    private final Guard guard;
    private final KeySchemas schemas;

    public KeySetter(AbstractConfig config) {
        this.settings = KeySettings.from(config);
        this.meters = RuleMeters.register(NAME, List.of(RULE));
        this.guard = settings.readsValue()
                ? new Guard(NAME, Side.VALUE, settings.policies(), meters)
                : new Guard(NAME, settings.policies(), meters);
        this.schemas =
                new KeySchemas(settings.parts().stream().map(KeyPart::name).toList(), settings.schemaName());
    }

    /** The options of keys. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        KeySettings.define(definition);
        return definition;
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::keyed);
    }

    private <R extends ConnectRecord<R>> @Nullable R keyed(R record) {
        try {
            List<SchemaAndValue> parts = new ArrayList<>(settings.parts().size());
            for (KeyPart part : settings.parts()) {
                Optional<SchemaAndValue> found = found(part, record);
                if (found.isEmpty()) {
                    meters.skipped(RULE);
                    return record;
                }
                if (found.get().value() == null && settings.policies().nulls() == Policies.Nulls.DROP) {
                    return null;
                }
                parts.add(found.get());
            }
            SchemaAndValue key = key(record, parts);
            meters.applied(RULE);
            return Side.KEY.with(record, key.schema(), key.value());
        } catch (RuleFailure failure) {
            if (settings.policies().errors() != Policies.Errors.KEEP) {
                throw failure;
            }
            meters.failed(RULE);
            return record;
        }
    }

    /** Empty where the record keeps its key, because a part of the new one is not there. */
    private Optional<SchemaAndValue> found(KeyPart part, ConnectRecord<?> record) {
        Optional<SchemaAndValue> found = part.of(record);
        if (found.isEmpty()) {
            return switch (settings.policies().missing()) {
                case FAIL -> throw new RuleFailure(RULE, part.path(), "missing");
                case IGNORE -> Optional.empty();
                case NULL -> Optional.of(SchemaAndValue.NULL);
            };
        }
        Schema schema = found.get().schema();
        if (found.get().value() != null) {
            return found;
        }
        return switch (settings.policies().nulls()) {
            case FAIL -> throw new RuleFailure(RULE, part.path(), "null");
            case DEFAULT -> Optional.of(new SchemaAndValue(schema, schema == null ? null : schema.defaultValue()));
            case KEEP, DROP -> found;
        };
    }

    private SchemaAndValue key(ConnectRecord<?> record, List<SchemaAndValue> parts) {
        return switch (settings.form()) {
            case TEXT -> new SchemaAndValue(Schema.STRING_SCHEMA, text(record));
            case HASH ->
                new SchemaAndValue(
                        Schema.STRING_SCHEMA, hash(settings.template().isPresent() ? text(record) : document(parts)));
            case VALUE -> single(parts.get(0));
            case STRUCT -> record.valueSchema() == null ? map(parts) : struct(parts);
        };
    }

    private String text(ConnectRecord<?> record) {
        return settings.template()
                .map(template -> template.of(record, RULE))
                .orElseThrow(() -> new IllegalStateException("a text without a template"));
    }

    private static SchemaAndValue single(SchemaAndValue part) {
        Schema schema = part.schema();
        return schema == null || part.value() != null || schema.isOptional()
                ? part
                : new SchemaAndValue(DerivedSchema.optional(schema), null);
    }

    private SchemaAndValue map(List<SchemaAndValue> parts) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        for (int at = 0; at < parts.size(); at++) {
            key.put(settings.parts().get(at).name(), parts.get(at).value());
        }
        return new SchemaAndValue(null, key);
    }

    private SchemaAndValue struct(List<SchemaAndValue> parts) {
        Schema schema = schemas.of(parts, RULE);
        Struct key = new Struct(schema);
        for (int at = 0; at < parts.size(); at++) {
            key.put(schema.fields().get(at), parts.get(at).value());
        }
        return new SchemaAndValue(schema, key);
    }

    /** The parts as an array of JSON: no two lists of parts have one text. */
    private static String document(List<SchemaAndValue> parts) {
        StringBuilder document = new StringBuilder("[");
        try {
            for (SchemaAndValue part : parts) {
                document.append(document.length() == 1 ? "" : ",")
                        .append(ConnectJson.textWithoutDefaults(part.schema(), part.value()));
            }
        } catch (DataException noText) {
            throw new RuleFailure(RULE, "", "no-text");
        }
        return document.append(']').toString();
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
