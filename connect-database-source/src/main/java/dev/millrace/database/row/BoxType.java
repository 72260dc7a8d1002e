package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's box: four numbers, the upper right corner and the lower left. */
enum BoxType implements ColumnType {
    INSTANCE;

    @Override
    public SchemaBuilder schema() {
        return SchemaBuilder.array(Schema.FLOAT64_SCHEMA);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        String text = result.getString(index);
        return text == null ? null : parse(text);
    }

    @Override
    public Object parse(String text) {
        List<Double> numbers = new ArrayList<>(4);
        for (String number : text.replace("(", "").replace(")", "").split(",", -1)) {
            numbers.add(Double.valueOf(number));
        }
        return numbers;
    }
}
