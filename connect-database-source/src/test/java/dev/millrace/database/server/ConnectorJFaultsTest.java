package dev.millrace.database.server;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;

/** MySQL with its own driver, which users may drop in. */
class ConnectorJFaultsTest extends FaultsOnMySql {

    ConnectorJFaultsTest() throws IOException {
        super(MySqlMake.MYSQL, "jdbc:mysql:");
    }
}
