package dev.millrace.feed.schema;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Turns what a format reads, Structs of texts or maps, into Structs of one schema. Not thread-safe. */
public final class RecordSchema {

    private final FieldList fields;
    private final String text;
    private @Nullable Schema input;
    private FieldList.@Nullable Mapping mapping;

    RecordSchema(FieldList fields, String text) {
        this.fields = fields;
        this.text = text;
    }

    /**
     * What {@link #text()} of a sampled schema wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public static RecordSchema parse(String text, String name, SchemaSettings settings) {
        try {
            List<FieldSpec> specs = FieldLanguage.parse(text, settings.values(), settings.ignoresUnknown());
            return new RecordSchema(new FieldList(name, specs, settings.ignoresUnknown()), text);
        } catch (FieldSyntax e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Whether fields are declared rightly, whatever the configured values options.
     *
     * @throws IllegalArgumentException when they are not; says why
     */
    public static void check(String text) {
        try {
            List<FieldSpec> unused = FieldLanguage.parse(text, ValueRules.UNKNOWN, false);
        } catch (FieldSyntax e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A field's name as {@link #parse} reads it, whatever characters are in it. */
    public static String quoted(String name) {
        return FieldLanguage.quoted(name);
    }

    /** The fields in the language in which they are declared; printable. Empty where they come from the configuration. */
    public String text() {
        return text;
    }

    public Schema schema() {
        return fields.schema();
    }

    /**
     * The record of what a format read.
     *
     * @throws Unfit when a field can't hold its value, or it is no Struct and no map
     */
    public Struct row(@Nullable Object value) throws Unfit {
        if (value instanceof Struct struct) {
            FieldList.Mapping known = mapping;
            if (known == null || struct.schema() != input) {
                known = fields.from(struct.schema());
                mapping = known;
                input = struct.schema();
            }
            return known.row(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return fields.row(map);
        }
        throw new Unfit("the record has no fields");
    }
}
