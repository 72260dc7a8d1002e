package dev.millrace.database.change;

import dev.millrace.partner.database.MySqlMake;

class ConnectorJChangeReadingTest extends ChangesOnMySql {

    ConnectorJChangeReadingTest() {
        super(MySqlMake.MYSQL, "jdbc:mysql:");
    }
}
