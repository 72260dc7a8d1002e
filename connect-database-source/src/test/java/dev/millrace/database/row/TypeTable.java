package dev.millrace.database.row;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One table with a column for each case, one row in it, and beside it the image of that row which a trigger wrote. */
final class TypeTable {

    private final Dialect dialect;
    private final List<TypeCase> cases;

    TypeTable(Dialect dialect, List<TypeCase> cases) {
        this.dialect = dialect;
        this.cases = cases;
    }

    String create() {
        return "CREATE TABLE types ("
                + each(index -> "c" + index + " " + cases.get(index).type()) + ")";
    }

    String insert() {
        return "INSERT INTO types VALUES (" + each(index -> cases.get(index).literal()) + ")";
    }

    private String each(java.util.function.IntFunction<String> part) {
        return IntStream.range(0, cases.size()).mapToObj(part).collect(Collectors.joining(", "));
    }

    /** The columns as the driver describes them. */
    List<Column> columns(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM types WHERE 1 = 0");
                ResultSet result = query.executeQuery()) {
            return Column.of(result.getMetaData(), dialect);
        }
    }

    String image(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT image FROM images");
                ResultSet result = query.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    /** What a SELECT gives. */
    String selected(Connection connection, int index) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT c" + index + " FROM types");
                ResultSet result = query.executeQuery()) {
            RowReader reader = RowReader.of(
                    shape(index, Column.of(result.getMetaData(), dialect).get(0)));
            result.next();
            return form(reader.shape(), () -> {
                try {
                    return reader.read(result);
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }
    }

    /** What the image gives. */
    String imaged(List<Column> columns, String image, int index) {
        RowShape shape = shape(index, columns.get(index));
        return form(shape, () -> JsonRowReader.of(shape, Unheard.INSTANCE).read(image));
    }

    private RowShape shape(int index, Column column) {
        return RowShape.of(
                "types", List.of(column.optional()), List.of(), cases.get(index).rowSettings(), dialect);
    }

    private static String form(RowShape shape, Supplier<Row> read) {
        String schema = ValueForm.of(shape.valueSchema().fields().get(0).schema());
        try {
            Row row = read.get();
            row.struct().validate();
            return schema + " | "
                    + ValueForm.of(row.struct().get(shape.valueSchema().fields().get(0)));
        } catch (ConnectorFailure refused) {
            String message = String.valueOf(refused.getMessage());
            return schema + " | refused: " + message.substring(message.indexOf(": ") + 2);
        }
    }
}
