package dev.millrace.database.change;

import dev.millrace.partner.database.MySqlMake;

class MySqlChangeReadingTest extends ChangesOnMySql {

    MySqlChangeReadingTest() {
        super(MySqlMake.MYSQL, "jdbc:mariadb:");
    }
}
