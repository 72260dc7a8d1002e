package dev.millrace.feed.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The types that still hold all values of one field. */
final class FieldSample {

    /** Leading zeros and plus signs mark numbers that name something, such as a postal code or a telephone. */
    private static final Pattern NAMING = Pattern.compile("\\+.*|-?0[0-9].*");

    private final ValueRules rules;
    private final boolean texts;
    private final Map<String, FieldType> candidates = new LinkedHashMap<>();
    private final Map<String, FieldSample> inner = new LinkedHashMap<>();
    private @Nullable FieldSample element;
    private boolean seen;
    private boolean object;
    private boolean array;
    private boolean other;

    FieldSample(ValueRules rules, boolean texts) {
        this.rules = rules;
        this.texts = texts;
        NumberText numbers = new NumberText(rules);
        // Narrowest first.
        candidates.put("boolean", BooleanType.STANDARD);
        candidates.put("int64", new IntegerType(Schema.Type.INT64, numbers));
        candidates.put("float64?exact", new FloatType(Schema.Type.FLOAT64, true, numbers));
        candidates.put("date", TemporalType.iso(TemporalType.Kind.DATE, rules));
        candidates.put("timestamp", TemporalType.iso(TemporalType.Kind.TIMESTAMP, rules));
    }

    /** A schema has no field without a name, so that a record with one is malformed. */
    static boolean canBeNamed(@Nullable Object key) {
        return !String.valueOf(key).isEmpty();
    }

    void add(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            object = true;
            map.forEach((key, member) -> {
                if (canBeNamed(key)) {
                    inner.computeIfAbsent(String.valueOf(key), name -> new FieldSample(rules, texts))
                            .add(member);
                }
            });
        } else if (value instanceof List<?> list) {
            array = true;
            FieldSample elements = element == null ? new FieldSample(rules, texts) : element;
            list.forEach(elements::add);
            element = elements;
        } else if (value instanceof String text) {
            String content = text.strip();
            if (!rules.nulls().contains(content) && !content.isEmpty()) {
                seen = true;
                if (!texts) {
                    candidates.clear();
                } else if (NAMING.matcher(content).matches()) {
                    candidates.keySet().removeIf(type -> type.equals("int64") || type.startsWith("float64"));
                }
                keep(content);
            }
        } else if (value instanceof byte[]) {
            other = true;
        } else if (value != null) {
            seen = true;
            keep(value);
        }
    }

    private void keep(Object value) {
        candidates.values().removeIf(type -> {
            try {
                Object unused = type.of(value);
                return false;
            } catch (Unfit e) {
                return true;
            }
        });
    }

    /** The type in the field language; objects and arrays that are mixed with others are JSON texts. */
    String text() {
        if (other && !seen && !object && !array) {
            return "bytes?";
        }
        if (object && !seen && !array && !inner.isEmpty()) {
            StringBuilder text = new StringBuilder("struct(");
            inner.forEach((name, sample) -> text.append(text.length() == 7 ? "" : ",")
                    .append(FieldLanguage.quoted(name))
                    .append(' ')
                    .append(sample.text()));
            return text.append(")?").toString();
        }
        if (array && !seen && !object && element != null) {
            return "array(" + element.text() + ")?";
        }
        if (!seen || object || array || candidates.isEmpty()) {
            return "string?";
        }
        String narrowest = candidates.keySet().iterator().next();
        return narrowest.startsWith("float64") ? "float64? exact" : narrowest + "?";
    }
}
