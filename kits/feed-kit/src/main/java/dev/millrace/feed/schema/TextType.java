package dev.millrace.feed.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A text as it is; objects and arrays become their JSON text. */
record TextType() implements FieldType {

    @Override
    public SchemaBuilder builder() {
        return new SchemaBuilder(Schema.Type.STRING);
    }

    @Override
    public Object ofText(String text) {
        return text;
    }

    @Override
    public Object ofNumber(Number number) {
        return number instanceof Double fraction
                ? BigDecimal.valueOf(fraction).toPlainString()
                : String.valueOf(number);
    }

    @Override
    public Object ofBoolean(boolean value) {
        return String.valueOf(value);
    }

    @Override
    public Object ofMap(Map<?, ?> map) {
        return JsonText.of(map);
    }

    @Override
    public Object ofList(List<?> list) {
        return JsonText.of(list);
    }

    @Override
    public String label() {
        return "string";
    }
}
