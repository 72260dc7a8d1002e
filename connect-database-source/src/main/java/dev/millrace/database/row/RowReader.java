package dev.millrace.database.row;

import dev.millrace.kit.ConnectorFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Reads the rows of results of one shape. Immutable. */
public final class RowReader {

    private final RowShape shape;
    private final ColumnType[] types;
    private final Field[] fields;

    private RowReader(RowShape shape) {
        this.shape = shape;
        this.types = shape.typesInOrder();
        this.fields = shape.fieldsInOrder();
    }

    public static RowReader of(RowShape shape) {
        return new RowReader(shape);
    }

    public RowShape shape() {
        return shape;
    }

    /**
     * The row that the result stands on.
     *
     * @throws SQLException when the result or the connection is lost
     * @throws ConnectorFailure MALFORMED for a value that can't be read precisely, the next row can; TRANSIENT for a null that
     *     the catalogue excluded when it was asked
     */
    public Row read(ResultSet result) throws SQLException {
        Struct struct = new Struct(shape.valueSchema());
        int index = 0;
        try {
            for (; index < types.length; index++) {
                Object value = types[index].read(result, index + 1);
                if (value != null) {
                    struct.put(fields[index], value);
                } else if (!fields[index].schema().isOptional()) {
                    throw RowFaults.nothing(shape, index);
                }
            }
        } catch (UnreadableValue unreadable) {
            throw RowFaults.unreadable(shape, index, row(result), unreadable.reason());
        } catch (ArithmeticException
                | DateTimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException unexpected) {
            throw RowFaults.unreadable(shape, index, row(result), RowFaults.unlike(unexpected));
        } catch (SQLException refused) {
            if (!RowFaults.isOfValue(refused)) {
                throw refused;
            }
            throw RowFaults.unreadable(shape, index, row(result), RowFaults.unlike(refused));
        }
        return new Row(shape, struct);
    }

    private String row(ResultSet result) {
        if (shape.keyColumns().isEmpty()) {
            return "a row";
        }
        StringBuilder key = new StringBuilder();
        for (int index = 0; index < types.length; index++) {
            if (shape.keyColumns().contains(fields[index].name())) {
                try {
                    key.append(types[index].read(result, index + 1)).append('\n');
                } catch (SQLException | RuntimeException unreadable) {
                    return "a row whose key can't be read either";
                }
            }
        }
        return RowFaults.key(key.toString());
    }
}
