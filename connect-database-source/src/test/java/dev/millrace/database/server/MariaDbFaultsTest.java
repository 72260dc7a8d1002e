package dev.millrace.database.server;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;

/** MariaDB with its own driver. */
class MariaDbFaultsTest extends FaultsOnMySql {

    MariaDbFaultsTest() throws IOException {
        super(MySqlMake.MARIADB, "jdbc:mariadb:");
    }
}
