package dev.millrace.transforms.protection;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.util.Optional;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what was encrypted, with its type; in structs with the schema that the encrypted field's parameter tells, or the one
 * of the rule. What does not open fails; so does plain text unless the rule lets it pass.
 */
final class DecryptChange implements Change {

    private static final int SCHEMAS = 256;

    private final Sealer sealer;
    private final Binding binding;
    private final Optional<Schema.Type> type;
    private final boolean plainPasses;
    private final SchemaPlans<Schema> schemas;

    /**
     * Prepares the change.
     *
     * @param type of the value where the schema lost the parameter; empty for a text
     */
    DecryptChange(Sealer sealer, Binding binding, Optional<Schema.Type> type, boolean plainPasses) {
        this.sealer = sealer;
        this.binding = binding;
        this.type = type;
        this.plainPasses = plainPasses;
        this.schemas = new SchemaPlans<>("ProtectFields", SCHEMAS, this::text);
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.type() != Schema.Type.STRING) {
            if (plainPasses) {
                return before;
            }
            throw new RuleFailure(rule, path, "not-encrypted");
        }
        try {
            return schemas.of(before);
        } catch (IllegalArgumentException unreadable) {
            throw new RuleFailure(rule, path, "malformed-schema");
        }
    }

    private Schema text(Schema before) {
        String was = before.parameters() == null ? null : before.parameters().get(EncryptChange.SCHEMA_PARAMETER);
        if (was != null) {
            Schema schema = SchemaText.parse(was);
            return before.isOptional() && !Schemas.nullable(schema) ? Schemas.optional(schema) : schema;
        }
        if (type.isEmpty() || type.get() == Schema.Type.STRING) {
            return before;
        }
        return Schemas.of(type.get(), Schemas.nullable(before));
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (before != null && before.type() != Schema.Type.STRING) {
            return value;
        }
        Schema schema = before == null ? null : schema(before, spot.rule(), spot.path());
        Object plain = opened(spot, schema, value);
        if (schema != null) {
            try {
                ConnectSchema.validateValue(schema, plain);
            } catch (DataException another) {
                throw spot.failure("type-differs");
            }
        }
        return plain;
    }

    private @Nullable Object opened(Spot spot, @Nullable Schema schema, Object value) {
        Optional<SealedText> sealed = value instanceof String text ? SealedText.of(text) : Optional.empty();
        if (sealed.isEmpty()) {
            if (plainPasses) {
                return value;
            }
            throw spot.failure("not-encrypted");
        }
        try {
            return ValueBytes.read(sealer.open(sealed.get(), binding.at(spot)), schema);
        } catch (SealFault fault) {
            throw spot.failure(fault.code());
        }
    }
}
