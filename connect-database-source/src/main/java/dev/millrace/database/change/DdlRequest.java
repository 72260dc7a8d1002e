package dev.millrace.database.change;

import dev.millrace.database.server.TableName;
import java.util.Optional;

/**
 * What SQL is wanted for.
 *
 * @param table the table whose changes are wanted
 * @param changes the change table
 * @param reader who will read it; empty when nobody is to be granted anything
 * @param done what the connector will do with changes that Kafka has
 * @param part which of the SQL
 */
record DdlRequest(TableName table, TableName changes, Optional<String> reader, Done done, Part part) {

    /** Which of the SQL. */
    enum Part {
        /** Everything that is needed from the beginning. */
        CREATE,
        /** The triggers again, after columns were added, dropped or altered. */
        TRIGGERS,
        /** What removes marked rows some time after Kafka has them. */
        CLEANER,
        /** What takes everything away. */
        DROP
    }
}
