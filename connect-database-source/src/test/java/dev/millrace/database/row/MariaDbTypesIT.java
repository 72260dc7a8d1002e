package dev.millrace.database.row;

import dev.millrace.partner.database.MySqlMake;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** MariaDB with its own driver: what it has in common with MySQL, and its own types. */
class MariaDbTypesIT extends TypesOnMySql {

    MariaDbTypesIT() throws IOException {
        super(MySqlMake.MARIADB, "jdbc:mariadb:", cases());
    }

    private static List<TypeCase> cases() throws IOException {
        return Stream.concat(
                        TypeCase.of("mysql").stream().filter(MariaDbTypesIT::isUnderstood),
                        TypeCase.of("mariadb").stream())
                .toList();
    }

    /** It has no type for JSON, no SRID in a column, no zone in a text for a moment, and another text for points. */
    private static boolean isUnderstood(TypeCase each) {
        return !each.type().equals("json")
                && !each.type().contains("srid")
                && !each.type().equals("multipoint")
                && !each.literal().contains("+00:00");
    }
}
