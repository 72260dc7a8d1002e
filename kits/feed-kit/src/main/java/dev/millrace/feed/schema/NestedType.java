package dev.millrace.feed.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Values inside of values, for formats that have them: objects with known fields, arrays, and objects with any keys. */
sealed interface NestedType extends FieldType {

    @Override
    default Object ofText(String text) throws Unfit {
        throw unfit();
    }

    /** An object with these fields. */
    record Structure(FieldList fields) implements NestedType {

        @Override
        public SchemaBuilder builder() {
            return fields.builder();
        }

        @Override
        public Object ofMap(Map<?, ?> map) throws Unfit {
            return fields.row(map);
        }

        @Override
        public String label() {
            return "struct";
        }
    }

    /** An array of one type. */
    record Sequence(FieldSpec element) implements NestedType {

        @Override
        public SchemaBuilder builder() {
            return SchemaBuilder.array(element.schema());
        }

        @Override
        public Object ofList(List<?> list) throws Unfit {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            for (Object value : list) {
                values.add(element.of(value));
            }
            return values;
        }

        @Override
        public String label() {
            return "array";
        }
    }

    /** An object of any keys and one type of values. */
    record Dictionary(FieldSpec element) implements NestedType {

        @Override
        public SchemaBuilder builder() {
            return SchemaBuilder.map(Schema.STRING_SCHEMA, element.schema());
        }

        @Override
        public Object ofMap(Map<?, ?> map) throws Unfit {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                values.put(String.valueOf(entry.getKey()), element.of(entry.getValue()));
            }
            return values;
        }

        @Override
        public String label() {
            return "map";
        }
    }
}
