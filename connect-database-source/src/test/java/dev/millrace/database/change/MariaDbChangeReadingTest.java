package dev.millrace.database.change;

import dev.millrace.partner.database.MySqlMake;

class MariaDbChangeReadingTest extends ChangesOnMySql {

    MariaDbChangeReadingTest() {
        super(MySqlMake.MARIADB, "jdbc:mariadb:");
    }
}
