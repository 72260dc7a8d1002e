package dev.millrace.transforms.mapping;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The type of a target, with everything that says how a value gets it.
 *
 * @param kind which type
 * @param scale the digits behind the point, of decimals
 * @param format how numbers are written in texts; empty for plain digits
 * @param rounding of what the type has no room for; UNNECESSARY where that fails
 * @param times for dates and times; null for other types
 */
record ValueType(
        ValueKind kind,
        int scale,
        Optional<NumberText> format,
        RoundingMode rounding,
        List<String> trueValues,
        List<String> falseValues,
        ByteEncoding encoding,
        @Nullable TimeRules times) {

    /** Texts as they are. */
    static final ValueType TEXT = new ValueType(
            ValueKind.STRING,
            0,
            Optional.empty(),
            RoundingMode.UNNECESSARY,
            List.of("true"),
            List.of("false"),
            ByteEncoding.BASE64,
            null);

    ValueType {
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
    }

    /** What makes values of this type out of values of a schema, where that is known. */
    Conversion conversion(@Nullable Schema source) {
        return switch (kind) {
            case STRING -> new TextValue(source, format.orElse(null), rounding, encoding);
            case INT8, INT16, INT32, INT64 -> new WholeNumber(kind, format.orElse(null), rounding);
            case FLOAT32, FLOAT64 -> new FloatingNumber(kind, format.orElse(null), rounding);
            case DECIMAL -> new DecimalNumber(scale, format.orElse(null), rounding);
            case BOOLEAN -> new BooleanWord(trueValues, falseValues);
            case BYTES -> new BytesValue(encoding);
            case DATE -> new DateValue(source, rules());
            case TIME -> new TimeValue(source, rules());
            case TIMESTAMP -> new TimestampValue(source, rules());
            case OBJECT, ARRAY, MAP -> new ContainerValue(kind);
        };
    }

    private TimeRules rules() {
        if (times == null) {
            throw new IllegalStateException(kind + " without rules for times");
        }
        return times;
    }

    /** A new schema for values of this type; containers have that of their source. */
    SchemaBuilder schema() {
        Optional<TimeOutput> output = times == null ? Optional.empty() : times.output();
        return output.map(ValueType::schema).orElseGet(() -> kind.schema(scale));
    }

    private static SchemaBuilder schema(TimeOutput output) {
        if (output instanceof TimeOutput.Text) {
            return SchemaBuilder.string();
        }
        return output instanceof TimeOutput.Days ? SchemaBuilder.int32() : SchemaBuilder.int64();
    }

    /** Whether values of a schema are already what this type makes of them. */
    boolean keeps(Schema source) {
        if (kind == ValueKind.STRING) {
            return source.type() == Schema.Type.STRING;
        }
        if (kind.isTemporal()) {
            boolean ownType =
                    source.name() != null && source.name().equals(kind.schema(0).name());
            return ownType && rules().output().isEmpty();
        }
        boolean plain = kind != ValueKind.DECIMAL && !kind.isContainer();
        return plain
                && source.type().name().equals(kind.name())
                && (source.name() == null || !source.name().startsWith("org.apache.kafka.connect.data."));
    }

    /** How documents write it, the digits of decimals included. */
    String text() {
        return kind == ValueKind.DECIMAL ? "decimal(" + scale + ")" : kind.toString();
    }
}
