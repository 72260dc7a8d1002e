package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** MySQL with MariaDB's driver. */
class MySqlTypesIT extends TypesOnMySql {

    MySqlTypesIT() throws IOException {
        super(MySqlMake.MYSQL, "jdbc:mariadb:", TypeCase.of("mysql"));
    }

    /** MySQL's text protocol rounds FLOAT, so that reading sessions prepare on the server. */
    @Test
    void wouldReadFloatsRoundedWithoutServerPreparedStatements() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        url() + "&useServerPrepStmts=false", MySqlServer.USER, MySqlServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT CAST(16777216 AS FLOAT)")) {
            result.next();

            float read = result.getFloat(1);

            assertThat(read)
                    .as("MySQL sends every digit now: the driver may use its text protocol")
                    .isEqualTo(16777200f);
        }
    }
}
