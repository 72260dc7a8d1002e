package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is read: a table, or what a query gives out.
 *
 * @param name the table's or query's, in messages, metrics and audit events
 * @param partition the source partition of the whole of it
 * @param table empty for a query
 * @param from the same in SQL, to stand behind FROM
 * @param parameters the values of its question marks, in their order
 */
record QuerySource(
        String name,
        Map<String, String> partition,
        Optional<TableName> table,
        String from,
        List<QueryParameters.Value> parameters) {

    QuerySource {
        partition = Map.copyOf(partition);
        parameters = List.copyOf(parameters);
    }

    static QuerySource of(TableName table, Dialect dialect) {
        return new QuerySource(
                table.toString(),
                Map.of("table", table.toString()),
                Optional.of(table),
                table.quoted(dialect),
                List.of());
    }

    static QuerySource of(NamedQuery query, Dialect dialect) {
        NamedSql sql = NamedSql.parse(query.sql(), dialect);
        return new QuerySource(
                query.id(),
                Map.of("query", query.id()),
                Optional.empty(),
                // A comment at its end would take the parenthesis in.
                "(" + sql.sql() + "\n) q",
                sql.names().stream()
                        .map(name -> query.parameters().of(name).orElseThrow())
                        .toList());
    }

    /** What it is, for a sentence. */
    @Override
    public String toString() {
        return (table.isPresent() ? "table " : "query ") + name;
    }
}
