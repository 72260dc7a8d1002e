package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.database.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of results that change, fail and have no key, on a real PostgreSQL. */
class RowReaderIT {

    private final Connection connection;
    private final Statement statement;
    private final RowReaders readers =
            new RowReaders("public.orders", List.of("id"), RowSettings.standard(), Dialect.POSTGRESQL);

    RowReaderIT() throws IOException, SQLException {
        connection = PostgresServer.shared().connect(PostgresServer.shared().createDatabase());
        statement = connection.createStatement();
    }

    @BeforeEach
    void makesATable() throws SQLException {
        statement.execute("CREATE TABLE orders (id int PRIMARY KEY, amount numeric(9,2) NOT NULL, note text)");
        statement.execute("INSERT INTO orders VALUES (1, 1.50, 'a'), (2, 'NaN', 'secret'), (3, 3.00, null)");
    }

    @AfterEach
    void closes() throws SQLException {
        connection.close();
    }

    @Test
    void goesOnBehindARowThatItCannotRead() throws SQLException {
        ResultSet rows = orders();
        RowReader reader = readers.reader(rows.getMetaData());
        rows.next();
        Row first = reader.read(rows);
        rows.next();
        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read(rows));
        rows.next();

        Row third = reader.read(rows);

        assertThat(first.struct()).hasToString("Struct{id=1,amount=1.50,note=a}");
        assertThat(third.struct()).hasToString("Struct{id=3,amount=3.00}");
        assertThat(third.key().value()).hasToString("Struct{id=3}");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure)
                .hasMessageMatching(
                        "column amount of public.orders can't be read in the row with the key hash [0-9a-f]{16}:"
                                + " NaN and Infinity .*numbers.decimal=text")
                .hasNoCause();
    }

    @Test
    void keepsTheReaderUntilTheTableChanges() throws SQLException {
        RowReader first = readers.reader(orders().getMetaData());
        RowReader second = readers.reader(orders().getMetaData());
        statement.execute("ALTER TABLE orders ADD placed date, DROP note");

        RowReader third = readers.reader(orders().getMetaData());

        assertThat(second).isSameAs(first);
        assertThat(third.shape().version()).isEqualTo(2);
        assertThat(readers.change())
                .hasValueSatisfying(change -> assertThat(change).hasToString("added placed; removed note"));
        assertThat(readers.reader(orders().getMetaData())).isSameAs(third);
        assertThat(readers.change()).isEmpty();
    }

    /** The driver keeps what the catalogue said for as long as its connection lives. */
    @Test
    void asksForAnotherConnectionWhereTheDriverRemembersThatAColumnIsNeverNull() throws SQLException {
        readers.reader(orders().getMetaData());
        statement.execute("ALTER TABLE orders ALTER amount DROP NOT NULL");
        statement.execute("UPDATE orders SET amount = null");
        ResultSet rows = orders();
        RowReader reader = readers.reader(rows.getMetaData());
        rows.next();

        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read(rows));

        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure.code()).isEqualTo("null-in-required-column");
    }

    @Test
    void letsColumnsOfAQueryBeNull() throws SQLException {
        ResultSet rows = statement.executeQuery(
                "SELECT k.id, o.amount FROM (VALUES (7)) AS k(id) LEFT JOIN orders o ON o.id = k.id");
        RowReader reader = readers.optional().reader(rows.getMetaData());
        rows.next();

        Row row = reader.read(rows);

        assertThat(row.struct()).hasToString("Struct{id=7}");
    }

    @Test
    void refusesANullInAKey() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT null::int AS id");
        RowReader reader = readers.optional().reader(rows.getMetaData());
        rows.next();

        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read(rows));

        assertThat(failure.code()).isEqualTo("null-in-key");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void makesNoKeyWithoutKeyColumns() throws SQLException {
        ResultSet rows = orders();
        RowReader reader = new RowReaders("orders", List.of(), RowSettings.standard(), Dialect.POSTGRESQL)
                .reader(rows.getMetaData());
        rows.next();

        Row row = reader.read(rows);

        assertThat(row.key()).isEqualTo(SchemaAndValue.NULL);
        assertThat(row.value().schema()).isEqualTo(reader.shape().valueSchema());
    }

    @Test
    void leavesTheLossOfAResultToTheCaller() throws SQLException {
        ResultSet rows = orders();
        RowReader reader = readers.reader(rows.getMetaData());
        rows.next();
        rows.close();

        SQLException failure = catchThrowableOfType(SQLException.class, () -> reader.read(rows));

        assertThat(failure.getSQLState()).isEqualTo("55000");
    }

    /** What an unknown driver's columns become, tried with one that we know. */
    @Test
    void readsStandardTypesOfAnyDriver() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT 1::int2 AS a, 2::int4 AS b, 3::int8 AS c, 1.5::float4 AS d,"
                + " 0.1::float8 AS e, 1.50::numeric(9,2) AS f, 1.5::numeric AS g, 'x'::varchar AS h, '\\x01'::bytea AS i,"
                + " date '2024-02-29' AS j, time '12:30:00.000001' AS k, timestamp(3) '2024-03-31 02:30:00.5' AS l,"
                + " timestamp '2024-03-31 02:30:00.000001' AS m, true AS n, xml '<a/>' AS o");
        RowReader reader =
                new RowReaders("any", List.of(), RowSettings.standard(), Dialect.STANDARD).reader(rows.getMetaData());
        rows.next();

        Row row = reader.read(rows);

        assertThat(ValueForm.of(row.struct()))
                .isEqualTo("{a=1,b=2,c=3,d=1.5,e=0.1,f=1.50,g={scale=1,value=0f},h=x,i=01,j=2024-02-29T00:00:00Z,"
                        + "k=45000000001,l=2024-03-31T02:30:00.500Z,m=1711852200000001,n=true,o=<a/>}");
    }

    private ResultSet orders() throws SQLException {
        return connection.createStatement().executeQuery("SELECT * FROM orders ORDER BY id");
    }
}
