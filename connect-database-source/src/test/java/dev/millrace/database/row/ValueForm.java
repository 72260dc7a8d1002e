package dev.millrace.database.row;

import java.math.BigDecimal;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Schemas and values in the words of the files in src/test/resources/types. */
final class ValueForm {

    private ValueForm() {}

    static String of(Schema schema) {
        String type = schema.type() == Schema.Type.ARRAY
                ? "array<" + of(schema.valueSchema()) + ">"
                : schema.type().getName();
        String name = schema.name() == null ? "" : " " + schema.name().replace("org.apache.kafka.connect.data.", "");
        String parameters = schema.parameters() == null
                ? ""
                : schema.parameters().entrySet().stream()
                        .map(each -> " " + each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining());
        return type + name + parameters;
    }

    static String of(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueForm::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Struct struct) {
            return struct.schema().fields().stream()
                    .map(field -> field.name() + "=" + of(struct.get(field)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof String text ? text(text) : String.valueOf(value);
    }

    /** White space that a file would not show has signs of its own, and the text {@code null} is told from null. */
    private static String text(String text) {
        String shown = text.replace('\t', '⇥').replace('\n', '⏎');
        return shown.endsWith(" ") ? shown + "·" : shown.equals("null") ? "null (text)" : shown;
    }
}
