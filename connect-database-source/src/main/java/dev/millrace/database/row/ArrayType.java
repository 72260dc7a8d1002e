package dev.millrace.database.row;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's arrays, read from their text.
 *
 * @param element what the elements are; their texts when the array becomes JSON
 */
record ArrayType(ArrayForm form, ColumnType element) implements ColumnType {

    @Override
    public SchemaBuilder schema() {
        return form == ArrayForm.JSON
                ? new TextType(TextType.Semantics.JSON).schema()
                : SchemaBuilder.array(element.schema().optional().build());
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        String text = result.getString(index);
        return text == null ? null : parse(text);
    }

    @Override
    public Object parse(String text) {
        List<@Nullable Object> elements = ArrayText.parse(text, element instanceof BoxType ? ';' : ',');
        return switch (form) {
            case LIST -> list(elements);
            case JSON -> {
                StringBuilder json = new StringBuilder(text.length() + 16);
                json(elements, json);
                yield json.toString();
            }
        };
    }

    private List<@Nullable Object> list(List<@Nullable Object> elements) {
        List<@Nullable Object> values = new ArrayList<>(elements.size());
        for (Object each : elements) {
            if (each instanceof List) {
                throw new UnreadableValue("it has more than one dimension: set " + RowSettings.ARRAYS + "=json");
            }
            values.add(each == null ? null : element.parse((String) each));
        }
        return values;
    }

    private void json(List<?> elements, StringBuilder json) {
        String separator = "[";
        for (Object each : elements) {
            json.append(separator);
            separator = ",";
            if (each instanceof List<?> inner) {
                json(inner, json);
            } else if (each == null) {
                json.append("null");
            } else {
                scalar(element.parse((String) each), json);
            }
        }
        json.append(elements.isEmpty() ? "[]" : "]");
    }

    private void scalar(Object value, StringBuilder json) {
        String text = value.toString();
        boolean number = element instanceof PlainType || element instanceof DecimalType || element instanceof BoxType;
        if (number && !text.endsWith("y") && !text.equals("NaN")) {
            json.append(text);
            return;
        }
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
