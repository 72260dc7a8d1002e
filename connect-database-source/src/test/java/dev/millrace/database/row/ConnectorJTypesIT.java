package dev.millrace.database.row;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;

/** MySQL with its own driver, which users may drop in: what it reads is the same. */
class ConnectorJTypesIT extends TypesOnMySql {

    ConnectorJTypesIT() throws IOException {
        super(MySqlMake.MYSQL, "jdbc:mysql:", TypeCase.of("mysql"));
    }
}
