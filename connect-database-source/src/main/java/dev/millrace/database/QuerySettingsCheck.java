package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;

/** Finds out which options of a query don't go together. */
record QuerySettingsCheck(AbstractConfig config, QueryMode mode, Problems problems) {

    /** What is read. */
    void source(Dialect dialect) {
        List<String> tables = config.getList(QuerySettings.TABLES);
        Optional<String> query = QuerySettings.text(config, QuerySettings.QUERY);
        if (!mode.isQuery() && query.isPresent()) {
            problems.report(QuerySettings.QUERY, "is not used with mode=" + word() + ": remove it");
        } else if (tables.isEmpty() == query.isEmpty()) {
            problems.report(
                    QuerySettings.TABLES,
                    tables.isEmpty()
                            ? "is missing: name the tables to read, or write a " + QuerySettings.QUERY
                            : "can't stand beside " + QuerySettings.QUERY + ": remove one of them");
        }
        Set<TableName> known = new HashSet<>();
        for (String table : tables) {
            try {
                if (!known.add(TableName.parse(table))) {
                    problems.report(QuerySettings.TABLES, "names " + table + " more than once: leave one");
                }
            } catch (IllegalArgumentException wrong) {
                problems.report(QuerySettings.TABLES, "can't be read: " + wrong.getMessage());
            }
        }
        if (query.isPresent()) {
            query(query.get(), dialect);
        } else {
            unused(
                    QuerySettings.QUERY_ID,
                    QuerySettings.text(config, QuerySettings.QUERY_ID).isPresent());
            unused(QuerySettings.PARAMETERS, !QuerySettings.parameters(config).isBlank());
        }
    }

    /** The columns of a mode. */
    void columns() {
        column(QuerySettings.INCREMENTING, mode.hasIds(), "incrementing and timestamp-incrementing");
        column(QuerySettings.TIMESTAMP, mode.hasTimes(), "timestamp and timestamp-incrementing");
        List<String> keys = config.getList(QuerySettings.KEY_COLUMNS);
        if (new HashSet<>(keys).size() < keys.size()) {
            problems.report(QuerySettings.KEY_COLUMNS, "names a column more than once: leave one");
        }
        boolean hasKey = !keys.isEmpty();
        if (mode == QueryMode.TIMESTAMP
                && !hasKey
                && QuerySettings.text(config, QuerySettings.QUERY).isPresent()) {
            problems.report(
                    QuerySettings.KEY_COLUMNS,
                    "is missing: a query has no primary key, so name the columns that tell rows of the same time apart");
        }
    }

    /** Whether what is read can be read in parts. */
    void parts() {
        if (config.getLong(QuerySettings.PART_KEYS) == 0) {
            return;
        }
        boolean isQuery = QuerySettings.text(config, QuerySettings.QUERY).isPresent();
        if (!mode.isQuery()) {
            problems.report(QuerySettings.PART_KEYS, "is not used with mode=" + word() + ": remove it");
        } else if (isQuery
                && mode == QueryMode.BULK
                && config.getList(QuerySettings.KEY_COLUMNS).isEmpty()) {
            problems.report(
                    QuerySettings.PART_KEYS,
                    "cuts by a key, and a query has none: name " + QuerySettings.KEY_COLUMNS + ", or set 0");
        }
    }

    private void query(String sql, Dialect dialect) {
        String id = config.getString(QuerySettings.QUERY_ID).trim();
        if (!QuerySettings.isPlainId(id)) {
            problems.report(
                    QuerySettings.QUERY_ID,
                    id.isEmpty()
                            ? "is missing: give the query a name for offsets, messages and topics"
                            : "is no name: use letters, digits, dots, dashes and underscores, 100 at most");
        }
        Optional<NamedSql> parsed = parsed(sql, dialect);
        QueryParameters values;
        try {
            values = QueryParameters.parse(QuerySettings.parameters(config));
        } catch (IllegalArgumentException wrong) {
            problems.report(QuerySettings.PARAMETERS, "can't be read: " + wrong.getMessage());
            return;
        }
        if (parsed.isPresent()) {
            List<String> names = parsed.get().names();
            names.stream()
                    .distinct()
                    .filter(name -> values.of(name).isEmpty())
                    .forEach(name -> problems.report(
                            QuerySettings.PARAMETERS, "has no value for " + name + ", which the query names: add it"));
            values.values().keySet().stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .forEach(name -> problems.report(
                            QuerySettings.PARAMETERS,
                            "has a value for " + name + ", which the query does not name: remove it"));
        }
    }

    private Optional<NamedSql> parsed(String sql, Dialect dialect) {
        try {
            return Optional.of(NamedSql.parse(sql, dialect));
        } catch (IllegalArgumentException wrong) {
            problems.report(QuerySettings.QUERY, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private void column(String key, boolean isWanted, String modes) {
        if (QuerySettings.text(config, key).isPresent() != isWanted) {
            problems.report(
                    key,
                    isWanted
                            ? "is missing, and mode=" + word() + " needs it: name the column"
                            : "is only used with mode=" + modes + ": set one of them, or remove it");
        }
    }

    private void unused(String key, boolean isSet) {
        if (isSet) {
            problems.report(key, "is only used with " + QuerySettings.QUERY + ": set that, or remove it");
        }
    }

    private String word() {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
