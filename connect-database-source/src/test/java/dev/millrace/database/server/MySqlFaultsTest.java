package dev.millrace.database.server;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;

/** MySQL with MariaDB's driver. */
class MySqlFaultsTest extends FaultsOnMySql {

    MySqlFaultsTest() throws IOException {
        super(MySqlMake.MYSQL, "jdbc:mariadb:");
    }
}
