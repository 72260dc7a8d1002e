package dev.millrace.database.server;

import java.util.Optional;

/**
 * The name of a table as the catalogue has it.
 *
 * @param schema PostgreSQL's schema, MySQL's database; empty for the connection's own
 */
public record TableName(Optional<String> schema, String table) {

    /**
     * A name as people write it: {@code orders} or {@code public.orders}. The first dot ends the schema.
     *
     * @throws IllegalArgumentException when a part is empty
     */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        TableName name = dot < 0
                ? new TableName(Optional.empty(), text.trim())
                : new TableName(
                        Optional.of(text.substring(0, dot).trim()),
                        text.substring(dot + 1).trim());
        if (name.table.isEmpty() || name.schema.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("'" + text + "' is no table name: write table or schema.table");
        }
        return name;
    }

    /** As SQL has it. */
    public String quoted(Dialect dialect) {
        return schema.map(name -> dialect.quoted(name) + ".").orElse("") + dialect.quoted(table);
    }

    @Override
    public String toString() {
        return schema.map(name -> name + ".").orElse("") + table;
    }
}
