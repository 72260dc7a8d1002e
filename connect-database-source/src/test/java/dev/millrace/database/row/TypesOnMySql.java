package dev.millrace.database.row;

import dev.millrace.database.server.ConnectionSettings;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.PooledDatabase;
import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of MySQL and MariaDB, read from a real server by SELECT and from the image that a trigger wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TypesOnMySql {

    private static final TimeZone ZONE = TimeZone.getDefault();

    private final MySqlMake make;
    private final String scheme;
    private final List<TypeCase> cases;
    private final TypeTable table;
    private String database = "";

    /** @param scheme how the URL begins, which decides whose driver it is */
    TypesOnMySql(MySqlMake make, String scheme, List<TypeCase> cases) {
        this.make = make;
        this.scheme = scheme;
        this.cases = cases;
        this.table = new TypeTable(Dialect.MYSQL, cases);
    }

    @BeforeAll
    void fillsTheTable() throws IOException, SQLException {
        database = make.shared().createDatabase();
        try (Connection connection = make.shared().connect(database);
                Statement statement = connection.createStatement()) {
            // Zero dates, and the empty value of an enum.
            statement.execute("SET sql_mode = ''");
            statement.execute("CREATE TABLE images (image json)");
            statement.execute(table.create());
            statement.execute("CREATE TRIGGER image AFTER INSERT ON types FOR EACH ROW INSERT INTO images VALUES ("
                    + RowImage.expression(table.columns(connection), Dialect.MYSQL, "NEW") + ")");
            // A zone other than UTC: images must not show it.
            statement.execute("SET time_zone = '+05:30'");
            statement.execute(table.insert());
        }
    }

    @AfterEach
    void restoresTheZone() {
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"})
    void readsEveryTypeBySelectInAnyZone(String zone) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        SoftAssertions soft = new SoftAssertions();

        try (PooledDatabase pool = open();
                Connection connection = pool.reading()) {
            for (int index = 0; index < cases.size(); index++) {
                TypeCase each = cases.get(index);

                String read = table.selected(connection, index);

                each.verify(soft, read);
            }
        }

        soft.assertAll();
    }

    @Test
    void readsEveryTypeFromAnImageWhateverTheWritersSession() throws Exception {
        SoftAssertions soft = new SoftAssertions();

        try (PooledDatabase pool = open();
                Connection connection = pool.reading()) {
            List<Column> columns = table.columns(connection);
            String image = table.image(connection);
            for (int index = 0; index < cases.size(); index++) {
                cases.get(index).verify(soft, table.imaged(columns, image, index));
            }
        }

        soft.assertAll();
    }

    String url() throws IOException {
        return make.shared().url(database).replace("jdbc:mariadb:", scheme);
    }

    /** As the connector opens it, with all that it tells the driver and the session. */
    private PooledDatabase open() throws IOException {
        ConfigDef definition = new ConfigDef();
        ConnectionSettings.define(definition);
        AbstractConfig config = new AbstractConfig(
                definition,
                Map.of(
                        ConnectionSettings.URL, url(),
                        ConnectionSettings.USERNAME, MySqlServer.USER,
                        ConnectionSettings.PASSWORD, MySqlServer.PASSWORD),
                false);
        return PooledDatabase.open(ConnectionSettings.from(config), "types");
    }
}
