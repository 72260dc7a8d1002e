package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** How values of a kind of column become Connect values, from a result or from an image. Immutable. */
sealed interface ColumnType
        permits ArrayType,
                BinaryType,
                BitsType,
                BoxType,
                DateType,
                DecimalType,
                GeometryType,
                PlainType,
                PointType,
                TextType,
                TimeType,
                TimestampType,
                ZonedTimeType,
                ZonedType {

    /** Of a value that is there. */
    SchemaBuilder schema();

    /**
     * The value of the current row; null for null.
     *
     * @throws UnreadableValue when it has no place in the schema
     */
    @Nullable
    Object read(ResultSet result, int index) throws SQLException;

    /**
     * The same value from the text that it has in an image.
     *
     * @throws UnreadableValue when it has no place in the schema
     */
    Object parse(String text);
}
